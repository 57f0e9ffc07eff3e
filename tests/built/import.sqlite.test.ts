import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runNode } from '@/lib/commands/process/run-node';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

let inlet: Inlet;
let folder: string;

beforeAll(async () => {
  inlet = await startInlet();
  folder = await mkdtemp(path.join(tmpdir(), 'inlet-import-'));
});
afterAll(async () => {
  await inlet.remove();
  await rm(folder, { recursive: true });
});

it('imports a log of earlier MOs, names the lines that are none, and imports none twice', async () => {
  const log = path.join(folder, 'log.jsonl');
  const lines = [
    JSON.stringify(mo({ text: 'An MO', timeUtc: '2020-01-01T10:00:00' })),
    'Geheimnis, and no JSON',
    JSON.stringify([mo({ text: 'One of a list' }), mo({ text: 'Another of it' })]),
    '',
    JSON.stringify({ receivedAt: '2020-01-01T10:00:05Z', body: mo({ text: 'In an envelope' }) }),
    JSON.stringify({ receivedAt: '2020-01-01T10:00:06Z', body: JSON.stringify(mo({ text: 'As text in one' })) }),
  ];
  await writeFile(log, `\u{feff}${lines.join('\r\n')}\r\n`);
  const run = () => runNode(['lib/commands/run.mjs', 'import', log, '--url', inlet.webhookUrl]);
  const { ok, stdout, stderr } = await run();
  expect(ok).toBe(false);
  expect(stdout).toContain('4 deliveries imported.');
  expect(stdout).toContain('1 lines are no JSON: 2');
  expect(stdout + stderr).not.toContain('Geheimnis');

  const api = await signIn(inlet);
  const texts = async () => (await api.allMessages()).map(({ text }) => text).sort();
  const expected = ['An MO', 'One of a list', 'Another of it', 'In an envelope', 'As text in one'].sort();
  await expect.poll(texts).toEqual(expected);
  await run();
  await inlet.deliver(mo({ text: 'The last' }));
  await expect.poll(texts).toEqual([...expected, 'The last'].sort());
});

it('says in a sentence why it cannot', async () => {
  const log = path.join(folder, 'one.jsonl');
  await writeFile(log, JSON.stringify(mo()));
  const run = (...args: string[]) => runNode(['lib/commands/run.mjs', 'import', ...args]);
  expect((await run(log, '--url', `${inlet.url}/api/webhooks/cm/wrong`)).stderr).toMatch(/refused the address/);
  expect((await run(path.join(folder, 'nothing'))).stderr).toMatch(/There is no file/);
  expect((await run()).stderr).toMatch(/Name one file/);
});
