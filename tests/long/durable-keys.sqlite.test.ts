import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';

it('has the keys on disk, file and name, before the database is written with them', () => {
  const calls = callsOfFirstKeys();
  const linked = calls.indexOf('link secrets');
  expect(calls.slice(linked - 1, linked + 3)).toEqual(['sync secrets', 'link secrets', 'sync folder', 'sync database']);
});

/** The system calls, in their order, of a command that makes keys and a database. */
function callsOfFirstKeys(): string[] {
  const root = mkdtempSync(path.join(tmpdir(), 'inlet-strace-'));
  const [folder, trace] = [path.join(root, 'data'), path.join(root, 'trace')];
  const command = ['lib/commands/run.mjs', 'generate', '--messages', '5'];
  const { error, status } = spawnSync(
    'strace',
    ['-f', '-y', '-o', trace, '-e', 'trace=fsync,fdatasync,link,linkat', process.execPath, ...command],
    { env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '' } },
  );
  if (error) throw new Error('The Debian package strace is missing: apt-get install strace.');
  expect(status).toBe(0);
  const lines = readFileSync(trace, 'utf8').split('\n');
  rmSync(root, { recursive: true });
  return lines.flatMap((line) => {
    if (/link(at)?\(.*\/secrets\.json"/.test(line)) return 'link secrets';
    const synced = /f(data)?sync\(\d+<(.*)>\) += 0/.exec(line)?.[2];
    if (synced === undefined) return [];
    if (synced === folder) return 'sync folder';
    return path.basename(synced).startsWith('secrets.json.') ? 'sync secrets' : 'sync database';
  });
}
