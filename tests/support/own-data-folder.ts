import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, inject } from 'vitest';

// Each test file is an installation of its own: secrets and media stay in a folder that goes with it.
const folder = mkdtempSync(path.join(tmpdir(), 'inlet-test-data-'));
process.env.DATA_DIR = folder;
process.env.LOG_LEVEL = 'silent';
process.env.TEST_ENGINE = inject('engine');
process.env.TEST_SQLITE = inject('sqliteTemplate');
if (inject('engine') === 'postgresql') process.env.TEST_POSTGRESQL = inject('postgresqlServer').address;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
