import { cpSync, renameSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

let first: Inlet;
beforeAll(async () => {
  first = await startInlet();
});
afterAll(() => first.remove());

it('refuses a second server on the same folder in one sentence, and lets the next one in when the first is killed', async () => {
  const { dataDir } = first;
  const refused = await startInlet({ dataDir }).then(
    () => 'it started',
    (error: unknown) => String(error),
  );
  expect(refused).toMatch(/code 1/);
  expect(refused).toMatch(/Another Inlet uses .*\. Stop it first, or give this one a DATA_DIR/);
  expect(refused).not.toMatch(/\n\s+at /);
  expect((await first.deliver(mo({ text: 'Still here' }))).status).toBe(200);

  await first.kill();
  first = await startInlet({ dataDir });
  const api = await signIn(first);
  await expect.poll(async () => (await api.allMessages()).map(({ text }) => text)).toEqual(['Still here']);
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
  await expect.poll(texts).toEqual(['Still here', 'Acknowledged']);
});
