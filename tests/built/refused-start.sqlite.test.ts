import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
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

  it('a database whose keys are gone, and a DATA_DIR with files of another database', async () => {
    await inlet.stop();
    const { dataDir } = inlet;
    const file = path.join(dataDir, 'secrets.json');
    await rename(file, `${file}.elsewhere`);
    const failure = await failureOf({ dataDir });
    expect(failure).toMatch(/code 1/);
    expect(failure).toContain(`${file} is missing: put back the secrets.json that belongs to this database`);
    expect(failure).not.toMatch(/\n\s+at /);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('secrets'))).toEqual(['secrets.json.elsewhere']);
    await rename(`${file}.elsewhere`, file);

    const copy = path.join(dataDir, 'media', 'ab', 'abcd');
    await mkdir(path.dirname(copy), { recursive: true });
    await writeFile(copy, 'a file of a customer');
    expect(await failureOf({ dataDir, env: { DATABASE_URL: `file:${dataDir}/inlte.db` } })).toMatch(
      /code 1:[^]*The files in .*media belong to another database/,
    );
    expect(await readFile(copy, 'utf8')).toBe('a file of a customer');
  });

  it('a damaged database', async () => {
    await inlet.stop();
    await writeFile(path.join(inlet.dataDir, 'inlet.db'), 'This is no database at all. '.repeat(1000));
    expect(await failureOf({ dataDir: inlet.dataDir })).toMatch(/code 1/);
  });
});
