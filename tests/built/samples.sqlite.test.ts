import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mo } from '../support/mo';
import { listSamples } from '../support/samples';
import { saidBy, sayingOf } from '../support/sayings';
import { signIn, type Api } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

let inlet: Inlet;
let api: Api;
beforeAll(async () => {
  inlet = await startInlet();
  api = await signIn(inlet);
});
afterAll(() => inlet.remove());

const problemPage = z.object({ items: z.array(z.object({ reason: z.string() })) });
const samples = listSamples();

describe('bodies of every sort', () => {
  it('are answered with 200 and nothing else, and each is shown as what it is', async () => {
    for (const { name, body, encoding } of samples) {
      expect(await post(body, encoding), name).toEqual([200, '']);
    }
    const reasons = samples.flatMap(({ expected }) => expected.find(({ what }) => what === 'problem')?.reason ?? []);
    await expect.poll(readBacklog, { timeout: 60_000 }).toBe(0);
    expect((await readReasons()).sort()).toEqual(reasons.sort());
    expect((await readSayings()).sort()).toEqual(samples.flatMap(({ expected }) => expected.flatMap(saidBy)).sort());
    const unseen: unknown = await (await api.ask('GET', '/api/problems/unseen?limit=200')).json();
    expect(unseen).toMatchObject({ nextCursor: null });
    expect(JSON.stringify(unseen)).toContain('"message.custom.reaction"');
  }, 180_000);

  it.each([
    ['a million open brackets', '['.repeat(1_000_000), 'too-deep'],
    ['a hundred thousand levels', `{"message":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`, 'too-deep'],
    ['sixty thousand names', `{"message":{${members(60_000)}}}`, 'too-many'],
    ['a hundred thousand times one name', `{"message":{${'"a":1,'.repeat(100_000)}"a":1}}`, 'too-many'],
    ['half a million numbers', `[${'1,'.repeat(500_000)}1]`, 'too-many'],
    ['nine thousand names', JSON.stringify(mo()).replace('{', `{"x":{${members(9000)}},`), null],
    ['a million characters', JSON.stringify(mo({ text: 'a'.repeat(1_000_000) })), null],
    ['half a million marks', JSON.stringify(mo({ text: `e${'\u0301\u0323'.repeat(250_000)}` })), null],
    [
      'a place of nine hundred thousand digits',
      JSON.stringify(mo({ custom: { location: place('1'.repeat(900_000)) } })),
      null,
    ],
    ['a number of a million digits', JSON.stringify(mo({ text: '#' })).replace('"#"', '9'.repeat(1_000_000)), null],
  ])('do not keep others waiting: %s', async (_what, body, reason) => {
    const reasons = await readReasons();
    const messages = await countMessages();
    expect(await post(new TextEncoder().encode(body), null)).toEqual([200, '']);
    expect(await post(new TextEncoder().encode(JSON.stringify(mo())), null)).toEqual([200, '']);
    await expect.poll(readBacklog, { timeout: 20_000 }).toBe(0);
    expect(await readReasons()).toEqual(reason === null ? reasons : [reason, ...reasons]);
    expect(await countMessages()).toBe(messages + (reason === null ? 2 : 1));
  });
});

function members(count: number): string {
  return Array.from({ length: count }, (_, serial) => `"${serial.toString(36)}":1`).join();
}

function place(digits: string): object {
  return { latitude: `${digits}x`, longitude: '1' };
}

async function post(body: Uint8Array<ArrayBuffer>, encoding: string | null): Promise<[number, string]> {
  const headers = encoding === null ? {} : { 'content-encoding': encoding };
  const response = await fetch(inlet.webhookUrl, { method: 'POST', body, headers });
  return [response.status, await response.text()];
}

async function readBacklog(): Promise<unknown> {
  const answer: unknown = await (await fetch(`${inlet.url}/api/health/ready`)).json();
  return z.object({ backlog: z.number() }).parse(answer).backlog;
}

async function readReasons(): Promise<string[]> {
  const page: unknown = await (await api.ask('GET', '/api/problems?limit=200')).json();
  return problemPage.parse(page).items.map(({ reason }) => reason);
}

async function readSayings(): Promise<string[]> {
  const conversations = await api.conversations();
  const threads = conversations.map(async ({ id, channel, businessNumber: { number } }) =>
    (await api.messages(id)).map((message) => sayingOf(message, { channel, businessNumber: number })),
  );
  return (await Promise.all(threads)).flat();
}

async function countMessages(): Promise<number> {
  return (await inlet.rows('Message')).length;
}
