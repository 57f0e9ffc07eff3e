import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lockDatabase } from '@/lib/db/engine/lock-database';

const root = mkdtempSync(path.join(tmpdir(), 'inlet-commands-'));
const dataDir = path.join(root, 'data');
const secrets = path.join(dataDir, 'secrets.json');
beforeAll(async () => {
  // Neither the folder nor keys are there before.
  expect(await run('generate', '--messages', '20')).toMatch(/20 messages in all.*ended with 0/s);
});
afterAll(() => rmSync(root, { recursive: true }));

/** What a command says on an installation of its own, and its exit code. */
function run(...command: string[]): Promise<string> {
  const child = spawn(process.execPath, ['lib/commands/run.mjs', ...command], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve(`${said}ended with ${String(code)}`);
    });
  });
}

it('a command refuses a database with other keys or none, and makes none', async () => {
  renameSync(secrets, `${secrets}.elsewhere`);
  expect(await run('doctor')).toMatch(
    /^The keys of this database .*secrets\.json is missing: put back .*\nended with 1$/,
  );
  expect(existsSync(secrets)).toBe(false);
  renameSync(`${secrets}.elsewhere`, secrets);
});

it('what must not run beside a server is refused, and what may is not', async () => {
  const server = await lockDatabase(`file:${path.join(dataDir, 'inlet.db')}`, dataDir);
  const [generate, move, doctor] = await Promise.all([
    run('generate', '--messages', '20'),
    run('move', '--to', 'postgresql://127.0.0.1:1/inlet'),
    run('doctor'),
  ]);
  server.release();
  expect(generate).toMatch(/^Another Inlet uses .*\nended with 1$/);
  expect(move).toMatch(/^Another Inlet uses .*\nended with 1$/);
  expect(doctor).toContain('✓ Database opens');
});
