// Starts a command of lib/commands by its name: `node lib/commands/run.mjs start`. Plain JavaScript, because what it
// prepares is needed before TypeScript can run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileCommands } from './compile-commands.mjs';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '../..');
process.chdir(root);

const [command, ...rest] = process.argv.slice(2);
const file = `lib/commands/${command}.ts`;
if (command === undefined || !/^[a-z-]+$/.test(command) || !existsSync(file)) {
  console.error(`There is no command "${command ?? ''}".`);
  process.exit(1);
}

// The tests have it built beside the checks of the sources, which do not need it.
if (command !== 'test') buildSqlite();
generateClients();
const compiled = await compileCommands();

// One process from here on, so that whoever stops or kills Inlet stops all of it.
process.env.NEXT_TELEMETRY_DISABLED = '1';
if (command === 'start') process.env.NODE_ENV = 'production';
// Whoever develops wants the lines of the sources. The server would read hundreds of maps at its start and keep 40 MB of
// them, and says of what was not foreseen only the name.
else process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], path.resolve(file), ...rest];
await import(pathToFileURL(path.join(compiled, `${command}.mjs`)).href);

/** Installing runs no package's own script (.npmrc), so the one that is needed runs here, once. */
function buildSqlite() {
  try {
    const Database = require('better-sqlite3');
    new Database(':memory:').close();
  } catch {
    console.log('Building better-sqlite3 (once; a prebuilt file, or two minutes with a C++ compiler) …');
    const { status, stdout, stderr } = spawnSync(
      'npm',
      ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
      { encoding: 'utf8', shell: process.platform === 'win32' },
    );
    if (status !== 0) {
      console.error(`${stdout}\n${stderr}\nbetter-sqlite3 could not be built: see "Requirements" in README.md.`);
      process.exit(1);
    }
  }
}

/** One client for each engine, from the one schema. */
function generateClients() {
  const stamp = 'lib/db/generated/stamp';
  const current = createHash('sha256')
    .update(readFileSync('prisma/schema.prisma'))
    .update(readFileSync('lib/db/engine/postgresql-schema.ts'))
    .update(require('prisma/package.json').version)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  for (const engine of ['sqlite', 'postgresql']) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [require.resolve('prisma/build/index.js'), 'generate', '--no-hints'],
      // Any executable will do: generating is WebAssembly, but Prisma would download an engine if it saw none.
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          PRISMA_ENGINE: engine,
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          CHECKPOINT_DISABLE: '1',
        },
      },
    );
    if (status !== 0) {
      console.error(`${stdout}\n${stderr}\nThe database client for ${engine} could not be generated.`);
      process.exit(1);
    }
  }
  writeFileSync(stamp, current);
}
