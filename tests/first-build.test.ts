import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

/** What a first start does: commands are compiled, the server is loaded from below .next, and only then are there pages of Next's. */
const FIRST_START = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  import { createRequire } from 'node:module';
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const { compileCommands } = await import(pathToFileURL(path.resolve('lib/commands/compile-commands.mjs')).href);
  await import(pathToFileURL(path.join(await compileCommands(), 'prepare.mjs')).href);
  mkdirSync('.next/server', { recursive: true });
  writeFileSync('.next/package.json', '{"type": "commonjs"}');
  writeFileSync('.next/server/page.js', 'module.exports = "a page"');
  process.stdout.write(createRequire(path.resolve('package.json'))('./.next/server/page.js'));
`;

it('a start that builds first can load the pages that it has built', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'inlet-first-build-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const name of ['lib', 'node_modules', 'package.json', 'tsconfig.json'])
    symlinkSync(path.resolve(name), path.join(folder, name));
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', FIRST_START], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(said).toBe('✓ prepared\na page');
});
