import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startInlet } from '../support/start-inlet';

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
