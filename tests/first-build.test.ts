import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { hashSources } from '@/lib/commands/server/build-if-needed';

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

/** A folder with these files, in which the test runs until it ends. */
function enterFolder(files: string[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'inlet-sources-'));
  for (const file of files) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), file.endsWith('.json') ? '{}' : `export const name = '${file}';`);
  }
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
}

it('the dashboard is built anew when anything changes that it is made of, and only then', async () => {
  const parts = [
    'app/page.tsx',
    'components/shell/Shell.tsx',
    'lib/db/scope.ts',
    'prisma/schema.prisma',
    'public/a.svg',
  ];
  const single = ['next.config.mjs', 'package-lock.json', 'postcss.config.mjs', 'tsconfig.json'];
  const others = ['README.md', 'tests/a.test.ts', 'lib/db/generated/sqlite/client.ts'];
  enterFolder([...parts, ...single, ...others]);
  const hashes = new Set([await hashSources()]);
  for (const file of [...parts, ...single]) {
    appendFileSync(file, ' ');
    hashes.add(await hashSources());
  }
  expect(hashes.size).toBe(1 + parts.length + single.length);
  const last = await hashSources();
  for (const file of others) appendFileSync(file, ' ');
  expect(await hashSources()).toBe(last);
});

it('commands are compiled anew when anything changes that they may import', () => {
  const compile = pathToFileURL(path.resolve('lib/commands/compile-commands.mjs')).href;
  const modules = path.resolve('node_modules');
  const imported = ['lib/db/scope.ts', 'lib/media/fact-worker.ts', 'lib/commands/start.ts'];
  enterFolder([...imported, 'lib/db/scope.test.ts', 'lib/commands/tsconfig.json', 'package.json', 'tsconfig.json']);
  writeFileSync('lib/commands/start.ts', "import { name } from '../db/scope'; console.log(name);");
  symlinkSync(modules, 'node_modules');
  const script = `const { compileCommands } = await import('${compile}'); process.stdout.write(await compileCommands());`;
  const folderOf = () => execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const folders = [folderOf()];
  for (const file of [...imported, 'package.json', 'tsconfig.json']) {
    appendFileSync(file, '\n');
    folders.push(folderOf());
  }
  expect(new Set(folders).size).toBe(6);
  appendFileSync('lib/db/scope.test.ts', '\n');
  expect(folderOf()).toBe(folders.at(-1));
  expect(readFileSync(path.join(folders[0] ?? '', 'start.mjs'), 'utf8')).toContain('lib/db/scope.ts');
});
