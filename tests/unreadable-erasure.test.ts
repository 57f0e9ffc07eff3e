import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { countViews } from '@/lib/inbox/reading/count-views';
import { listProblems } from '@/lib/inbox/problems/list-problems';
import { readProblemSource } from '@/lib/inbox/reading/read-source';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { reparse } from '@/lib/inbox/reparsing/reparse';
import { replayProblem } from '@/lib/inbox/problems/replay-problem';
import { replayProblems } from '@/lib/inbox/problems/replay-problems';
import { callerWith } from './support/callers';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const admin = callerWith('admin');
const reference = 'wamid.HBgLMzE2MTIzNDU2NzgVAgASGBQzQQ==';
const regretted = mo({ reference, text: 'Zwijgwoord-7431' });
const notice = (of = reference, number = '+31612345678') => mo({ text: '', number, custom: { deletedMessage: of } });

type Sent = { body: Uint8Array<ArrayBuffer>; encoding?: string };
const bytes = (text: string | Uint8Array) => Uint8Array.from(typeof text === 'string' ? Buffer.from(text) : text);
const json = (value: unknown) => ({ body: bytes(JSON.stringify(value)) });
const text = (said: string): Sent => ({ body: bytes(said) });
const said = JSON.stringify(regretted);
const bigEndian = (of: string) => Buffer.from(of, 'utf16le').swap16();
const escaped = (of: string) =>
  Array.from(of, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const deep = `${'['.repeat(70)}${said}${']'.repeat(70)}`;
const xml = (of: string) =>
  `<message><reference>${of}</reference><from>+31612345678</from><text>Zwijgwoord-7431</text></message>`;
const long = JSON.stringify({ ...regretted, filler: 'Zwijgwoord-7431 '.repeat(400) });

async function deliver(database: TestDatabase, sent: Sent[]): Promise<void> {
  for (const { body, encoding } of sent) {
    await receiveDelivery(body, encoding ?? null);
    await applyReceived(database);
  }
}

/** The bytes that are left of each problem and its reason, in both orders with the notices. */
async function leftOf(bodies: Sent[], ...notices: object[]) {
  const outcomes = [];
  for (const order of [
    [...bodies, ...notices.map(json)],
    [...notices.map(json), ...bodies],
  ]) {
    const database = await openTestDatabase();
    await deliver(database, order);
    const rows = await database.reader.delivery.findMany({ where: { state: 'problem' }, orderBy: { id: 'asc' } });
    outcomes.push({
      left: rows.map(({ body, reason }) => [Buffer.from(body).toString(), reason]),
      isGone: (await database.filesHolding('Zwijgwoord-7431')).length === 0,
    });
    await database.remove();
  }
  return outcomes;
}

const carrying: [string, Sent][] = [
  ['XML', text(xml(reference))],
  ['XML with entities', text(xml(reference.replaceAll('=', '&#61;').replace('H', '&#x48;')))],
  ['XML with the reference in an attribute', text(`<message reference='${reference}'>Zwijgwoord-7431</message>`)],
  ['cut off', text(said.slice(0, -20))],
  ['cut off, with everything escaped', text(`{"reference":"${escaped(reference)}","text":"Zwijgwoord-7431`)],
  ['JSON within JSON, cut off', text(JSON.stringify({ payload: said }).slice(0, -2))],
  ['a form', text(`payload=${encodeURIComponent(said)}`)],
  ['a form with a field of its own', text(`from=x&reference=${encodeURIComponent(reference)}&text=Zwijgwoord-7431`)],
  ['plain text', text(`Message ${reference}: Zwijgwoord-7431`)],
  ['too deep', text(deep)],
  ['no UTF-8', { body: bytes(Buffer.from(said.replace('Demo', 'Démo'), 'latin1')) }],
  ['UTF-16, little end first', { body: bytes(Buffer.from(said, 'utf16le')) }],
  ['UTF-16, big end first', { body: bytes(bigEndian(said)) }],
  ['UTF-16 after an odd byte', { body: bytes(Buffer.concat([Buffer.from(' '), Buffer.from(said, 'utf16le')])) }],
  ['another form', json({ messages: [{ id: reference, text: { body: 'Zwijgwoord-7431' } }] })],
  ['a notice that is not known', json(mo({ text: 'Zwijgwoord-7431', custom: { deletedMessage: { id: reference } } }))],
  ['XML in gzip', { body: bytes(gzipSync(xml(reference))), encoding: 'gzip' }],
  ['XML in deflate', { body: bytes(deflateSync(xml(reference))), encoding: 'deflate' }],
  ['XML in brotli', { body: bytes(brotliCompressSync(xml(reference))), encoding: 'br' }],
  ['gzip, cut off', { body: bytes(gzipSync(long).subarray(0, -12)), encoding: 'gzip' }],
  ['brotli, cut off', { body: bytes(brotliCompressSync(long).subarray(0, -4)), encoding: 'br' }],
  ['gzip with a wrong checksum', { body: bytes(gzipSync(long).fill(7, gzipSync(long).length - 8)), encoding: 'gzip' }],
  ['a bomb', { body: bytes(gzipSync(said + ' '.repeat(6_000_000))), encoding: 'gzip' }],
  ['plain under a wrong encoding', { body: bytes(said), encoding: 'br' }],
  ['in an encoding that is not known', { body: bytes(said), encoding: 'rot13' }],
];

describe('a body that cannot be read and carries the reference of a deleted message', () => {
  it('is emptied, whichever comes first, in whatever form it is', async () => {
    const expected = { left: carrying.map(() => ['', 'emptied']), isGone: true };
    expect(
      await leftOf(
        carrying.map(([, sent]) => sent),
        notice(),
      ),
    ).toEqual([expected, expected]);
  });

  it('is left as it is when the reference is only a part of a longer one, or another', async () => {
    const others = [
      text(xml(`${reference}X`)),
      text(xml(`X${reference}`)),
      text(xml(reference.slice(0, -1))),
      text(xml(reference.toLowerCase())),
      text(JSON.stringify({ reference: 'XXXXXXXYYYYY' }).slice(0, -1)),
    ];
    const both = await leftOf(others, notice(), notice('XXXXXXX'));
    for (const { left } of both)
      expect(left.map(([, reason]) => reason)).toEqual(['xml', 'xml', 'xml', 'xml', 'not-json']);
    for (const { left } of both) expect(left.every(([body]) => body !== '')).toBe(true);
  });

  it('with a short reference is emptied only when it names the sender as well', async () => {
    const counted = '{"attempts": 1, "of": "Zwijgwoord-7431"';
    const bodies = [
      text(`${counted}, "from": "+31687654321"`),
      text(`${counted}, "from": "0031612345678"`),
      text(`<m><ref>1</ref><from>31612345678</from>Zwijgwoord-7431</m>`),
      text(`<m><ref>12</ref><from>31612345678</from></m>`),
      text(`${counted}, "from": "+31 6 12345678"`),
    ];
    const reasons = ['not-json', 'emptied', 'emptied', 'xml', 'emptied'];
    for (const { left } of await leftOf(bodies, notice('1'))) expect(left.map(([, reason]) => reason)).toEqual(reasons);
  });

  it('as an element of a list goes alone, and what can be read of the list stays', async () => {
    const element = { id: reference, said: 'Zwijgwoord-7431' };
    const list = json([mo({ reference: 'wamid.another-message', text: 'Stays' }), element, 'neither', { status: {} }]);
    for (const { left, isGone } of await leftOf([list, json([element, mo({ text: 'Stays too' })])], notice())) {
      expect(left.map(([, reason]) => reason)).toEqual(['not-an-object', 'emptied']);
      expect(left[0]?.[0]).toContain('"Stays"');
      expect(left[1]?.[0]).toMatch(/^\[null,.*"Stays too"/);
      expect(isGone).toBe(true);
    }
  });

  it('is emptied when its notice comes in the same list', async () => {
    const database = await openTestDatabase();
    await deliver(database, [json([notice(), { id: reference, said: 'Zwijgwoord-7431' }])]);
    expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
    expect((await listProblems(admin)).items).toMatchObject([{ reason: 'emptied' }]);
  });

  it('stays in the list of problems, is not counted, and can be neither read nor replayed', async () => {
    const database = await openTestDatabase();
    await deliver(database, [text(xml(reference)), json(notice()), text('no json')]);
    const { items } = await listProblems(admin);
    expect(items.map(({ reason, state }) => [reason, state])).toEqual([
      ['not-json', 'problem'],
      ['emptied', 'problem'],
    ]);
    expect(await countViews(admin)).toMatchObject({ problems: 1 });
    const id = Number(items[1]?.id);
    await expect(readProblemSource(admin, id)).rejects.toMatchObject({ code: 'message_erased' });
    await expect(replayProblem(admin, id)).rejects.toMatchObject({ code: 'message_erased' });
    expect(await replayProblems(admin)).toEqual({ replayed: 1 });
    await applyReceived(database);
    await reparse(database, { version: 'next' });
    expect((await listProblems(admin)).items.map(({ reason }) => reason)).toEqual(['not-json', 'emptied']);
  });

  it('is emptied by a reparse when an earlier version has left it', async () => {
    const database = await openTestDatabase();
    await deliver(database, [json(notice()), text('no json'), json([{ id: 1 }, mo({ text: 'Stays' })])]);
    for (const [was, is] of [
      ['not-json', bytes(xml(reference))],
      ['no-message', json([{ id: reference }, mo({ text: 'Stays' })]).body],
    ] as const) {
      await database.write((tx) => tx.delivery.updateMany({ where: { reason: was }, data: { body: is } }));
    }
    await reparse(database, { version: 'next' });
    const { items } = await listProblems(admin);
    expect(items.map(({ reason }) => reason)).toEqual(['emptied', 'emptied']);
    await reparse(database, { version: 'after' });
    expect((await listProblems(admin)).items).toEqual(items);
  });

  it('is emptied too when it could be read and not be stored, and nothing else of its list is', async () => {
    const database = await openTestDatabase();
    const stays = mo({ text: 'Stays', messageContext: reference });
    await deliver(database, [json([regretted, stays])]);
    // As eight tries that broke would have left it.
    await database.write((tx) => tx.message.deleteMany());
    await database.write((tx) => tx.delivery.updateMany({ data: { state: 'problem', reason: 'failed' } }));
    await deliver(database, [json(notice())]);
    expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
    expect((await listProblems(admin)).items).toMatchObject([{ reason: 'failed' }]);
    await replayProblems(admin);
    await applyReceived(database);
    expect((await database.reader.message.findMany()).map(({ text }) => text)).toEqual(['Stays']);
  });
});
