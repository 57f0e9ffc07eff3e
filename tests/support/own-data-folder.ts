import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
// Without lib/config, which reads the environment once, and before a test has set it.
const random = () => randomBytes(32).toString('base64url');
writeFileSync(
  path.join(folder, 'secrets.json'),
  JSON.stringify({ webhookSecret: random(), sessionKey: random(), recognitionKey: random() }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
