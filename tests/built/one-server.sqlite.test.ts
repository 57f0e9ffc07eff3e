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
