import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInlet, type Inlet } from '../support/start-inlet';

describe('a start that cannot succeed is refused with a sentence', () => {
  let inlet: Inlet;
  beforeAll(async () => {
    inlet = await startInlet();
  });
  afterAll(() => inlet.remove());

  const failureOf = (options: Parameters<typeof startInlet>[0]) =>
    startInlet(options).then(
      () => 'it started',
      (error: unknown) => String(error),
    );

  // Which values are wrong is a matter of tests/settings.test.ts; here, what becomes of a start.
  it.each([
    ['a port that is no number', { PORT: 'eighty' }, /PORT must be a number/],
    ['a data folder that is a file', { DATA_DIR: path.resolve('package.json') }, /DATA_DIR .* is not a folder/],
  ])('%s', async (_name, env, sentence) => {
    const failure = await failureOf({ env });
    expect(failure).toMatch(/code 1/);
    expect(failure).toMatch(sentence);
    expect(failure).not.toMatch(/\n\s+at /);
  });

  it('a port that is taken', async () => {
    const failure = await failureOf({ env: { PORT: String(inlet.port) }, until: 'listening' });
    expect(failure).toMatch(/Port \d+ on 127\.0\.0\.1 is taken/);
  });

  it('a damaged database', async () => {
    await inlet.stop();
    await writeFile(path.join(inlet.dataDir, 'inlet.db'), 'This is no database at all. '.repeat(1000));
    expect(await failureOf({ dataDir: inlet.dataDir })).toMatch(/code 1/);
  });
});
