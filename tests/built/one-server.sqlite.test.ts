import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countOf } from '../support/count-of';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

const STARTS = countOf('STARTS_AT_ONCE', { few: 3, many: 10 });
const MESSAGE = mo({ text: 'Still here' });

let first: Inlet;
beforeAll(async () => {
  first = await startInlet();
});
afterAll(() => first.remove());

it(`refuses a second server on the same folder in one sentence, and lets one of ${STARTS.toString()} in when the first is killed`, async () => {
  const { dataDir } = first;
  const refused = await startInlet({ dataDir }).then(
    () => 'it started',
    (error: unknown) => String(error),
  );
  expect(refused).toMatch(/code 1/);
  expect(refused).toMatch(/Another Inlet uses .*\. Stop it first, or give this one a DATA_DIR/);
  expect(refused).not.toMatch(/\n\s+at /);
  expect((await first.deliver(MESSAGE)).status).toBe(200);

  await first.kill();
  const starts = await Promise.allSettled(Array.from({ length: STARTS }, () => startInlet({ dataDir })));
  const serving = starts.flatMap((start) => (start.status === 'fulfilled' ? start.value : []));
  const failures = starts.flatMap((start) => (start.status === 'rejected' ? String(start.reason) : []));
  expect(serving).toHaveLength(1);
  expect(failures.filter((failure) => !/code 1:[^]*Another Inlet uses/.test(failure))).toEqual([]);
  first = serving[0] ?? first;
  const api = await signIn(first);
  await expect.poll(async () => (await api.allMessages()).map(({ text }) => text)).toEqual(['Still here']);
});

it('acknowledges nothing while its keys are others than those that it began with', async () => {
  await first.stop();
  first = await startInlet({ dataDir: first.dataDir, until: 'listening' });
  const file = path.join(first.dataDir, 'secrets.json');
  const kept = readFileSync(file, 'utf8');
  // Before the routes have read anything.
  writeFileSync(file, kept.replace('"recognitionKey": "', '"recognitionKey": "other'));
  expect((await first.deliver(MESSAGE)).status).toBe(503);
  writeFileSync(file, kept);
  expect((await first.deliver(MESSAGE)).status).toBe(200);
  expect(await first.rows('Delivery')).toMatchObject([{ retries: 1 }]);
});

it('acknowledges nothing more and ends when its folder is replaced under it, and loses nothing that it acknowledged', async () => {
  const { dataDir } = first;
  expect((await first.deliver(mo({ text: 'Acknowledged' }))).status).toBe(200);
  cpSync(dataDir, `${dataDir}-copy`, { recursive: true });
  const kept = `${dataDir}-kept`;
  renameSync(dataDir, kept);
  renameSync(`${dataDir}-copy`, dataDir);
  const statuses: number[] = [];
  const ended = first.ended();
  // Until it ends by itself.
  for (let isOver = false; !isOver;) {
    isOver = await Promise.race([
      ended.then(() => true),
      first.deliver(mo({ text: `Refused ${statuses.length}` })).then(
        ({ status }) => statuses.push(status) < 0,
        () => false,
      ),
    ]);
  }
  expect(await ended).toBe(1);
  expect(first.output()).toContain('The database file has been removed or replaced');
  expect(statuses.filter((status) => status !== 503)).toEqual([]);

  rmSync(dataDir, { recursive: true });
  renameSync(kept, dataDir);
  first = await startInlet({ dataDir });
  const texts = async () => (await (await signIn(first)).allMessages()).map(({ text }) => text);
  // The file is looked at after a commit, so what was refused may be there too: CM.com sends it again.
  await expect.poll(texts).toEqual(expect.arrayContaining(['Still here', 'Acknowledged']));
});

it('ends when a lock file is removed, for another server could start', async () => {
  rmSync(path.join(first.dataDir, 'inlet.lock'));
  expect(await first.ended()).toBe(1);
  expect(first.output()).toContain('A lock file has been removed or replaced');
});
