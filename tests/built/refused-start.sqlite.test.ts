import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startInlet } from '../support/start-inlet';

describe('a start that cannot succeed is refused with a sentence', () => {
  // Which values are wrong is a matter of tests/settings.test.ts; here, what becomes of a start.
  it.each([
    ['a port that is no number', { PORT: 'eighty' }, /PORT must be a number/],
    ['a data folder that is a file', { DATA_DIR: path.resolve('package.json') }, /DATA_DIR .* is not a folder/],
  ])('%s', async (_name, env, sentence) => {
    const failure = await startInlet({ env }).then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(failure).toMatch(/code 1/);
    expect(failure).toMatch(sentence);
    expect(failure).not.toMatch(/\n\s+at /);
  });

  it('a port that is taken', async () => {
    const first = await startInlet();
    const failure = await startInlet({ env: { PORT: String(first.port) }, until: 'listening' }).then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(failure).toMatch(/Port \d+ on 127\.0\.0\.1 is taken/);
    await first.remove();
  });
});

it('a start on a damaged database is refused', async () => {
  const inlet = await startInlet();
  await inlet.stop();
  await writeFile(path.join(inlet.dataDir, 'inlet.db'), 'This is no database at all. '.repeat(1000));
  const failure = await startInlet({ dataDir: inlet.dataDir }).then(
    () => 'it started',
    (error: unknown) => String(error),
  );
  expect(failure).toMatch(/code 1/);
  await inlet.remove();
});
