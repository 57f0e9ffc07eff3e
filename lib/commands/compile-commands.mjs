import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Next leaves this folder alone when it builds. */
const COMPILED = '.next/cache/commands';
const HOUR_MS = 3_600_000;
const FACT_THREAD = 'fact-worker';

/**
 * Compiles all commands to JavaScript, unless that was done of exactly these sources, and gives the folder: loading
 * TypeScript costs a start more than all the rest of it. Packages stay where they are, in node_modules.
 */
export async function compileCommands() {
  sayKindOfModules();
  const folder = path.resolve(COMPILED, hashSources());
  if (existsSync(folder)) return folder;

  const { build } = await import('esbuild');
  // Elsewhere first: another process may be doing the same, and whoever finds the folder finds it whole.
  const unfinished = `${folder}-${process.pid}`;
  await build({
    entryPoints: Object.fromEntries([
      ...readdirSync('lib/commands')
        .filter((name) => name.endsWith('.ts'))
        .map((name) => [path.parse(name).name, path.join('lib/commands', name)]),
      // A thread of the server, which begins at a file of its own.
      [FACT_THREAD, 'lib/media/fact-worker.ts'],
    ]),
    outdir: unfinished,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    tsconfig: 'lib/commands/tsconfig.json',
    logLevel: 'warning',
  });
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  forgetOld();
  return folder;
}

/**
 * What Next writes too when it builds, but by then a command has been loaded from below that folder, and Node remembers
 * that nothing was there: a start that builds first would take the pages that it has built for modules.
 */
function sayKindOfModules() {
  mkdirSync('.next', { recursive: true });
  if (!existsSync('.next/package.json')) writeFileSync('.next/package.json', '{"type": "commonjs"}');
}

/** Gives the file that the thread for reading customers' files begins at. */
export async function compileFactThread() {
  return path.join(await compileCommands(), `${FACT_THREAD}.mjs`);
}

/** What was compiled of other sources, but for what another process may be loading at this moment. */
function forgetOld() {
  for (const name of readdirSync(COMPILED)) {
    const folder = path.join(COMPILED, name);
    if (Date.now() - statSync(folder).mtimeMs > HOUR_MS) rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that a command can import of ours: clients that were generated, too. */
function hashSources() {
  const hash = createHash('sha256').update(readFileSync('package.json')).update(readFileSync('tsconfig.json'));
  for (const entry of readdirSync('lib', { recursive: true, withFileTypes: true }).sort(byPath)) {
    if (!entry.isFile() || entry.name.includes('.test.')) continue;
    const file = path.join(entry.parentPath, entry.name);
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 32);
}

function byPath(one, other) {
  return path.join(one.parentPath, one.name) < path.join(other.parentPath, other.name) ? -1 : 1;
}
