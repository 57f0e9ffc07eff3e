import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Applies the migrations that the database does not have yet and gives their names. Prisma's own schema engine does it,
 * in WebAssembly, so that nothing is downloaded and `prisma migrate` agrees with the result. Throws when a migration
 * fails, or when the database was made by a newer Inlet.
 */
export async function migrate(adapter: SqlMigrationAwareDriverAdapterFactory, folder: string): Promise<string[]> {
  const migrationsList = listMigrations(folder);
  if (await isCurrent(adapter, migrationsList.migrationDirectories)) return [];
  const { engine, stop } = await startEngine(adapter, `datasource db {\n  provider = "${adapter.provider}"\n}\n`);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
    // After applying, for the engine asks for its own table and an empty database has none.
    const history = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: NO_FILTERS,
    });
    if (
      history.history?.diagnostic === 'migrationsDirectoryIsBehind' ||
      history.history?.diagnostic === 'historiesDiverge'
    ) {
      throw new Error('The database was made by a newer version of Inlet. Start that version, or restore a backup.');
    }
    return appliedMigrationNames;
  } finally {
    await stop();
  }
}

/**
 * The SQL that leads to a schema from what a database holds, from another schema, or from nothing; empty when there is no
 * difference. Tables `besides` those of the schema are left out. The engine cannot read a PostgreSQL database as it stands, so there only schemas can be compared.
 */
export async function findDrift(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  { from, to, besides = [] }: { from: 'database' | 'nothing' | { schema: string }; to: string; besides?: string[] },
): Promise<string> {
  const { engine, stop } = await startEngine(adapter, to);
  const files = (content: string) => [{ path: 'schema.prisma', content }];
  try {
    const { exitCode, stdout } = await engine.diff({
      from:
        from === 'nothing'
          ? { tag: 'empty' }
          : from === 'database'
            ? { tag: 'schemaDatasource', files: files(to), configDir: '.' }
            : { tag: 'schemaDatamodel', files: files(from.schema) },
      to: { tag: 'schemaDatamodel', files: files(to) },
      script: true,
      exitCode: true,
      filters: { ...NO_FILTERS, externalTables: besides },
    });
    return exitCode === 0 ? '' : (stdout ?? '');
  } finally {
    await stop();
  }
}

/**
 * Whether exactly these migrations have been applied, to the byte: then the engine, which takes longer to load than all
 * else that a database needs, has nothing to do. Whatever is not as it should be is for the engine to judge.
 */
async function isCurrent(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  migrations: { path: string; migrationFile: { content: { value: string } } }[],
): Promise<boolean> {
  const connection = await adapter.connect();
  try {
    const { rows } = await connection.queryRaw({
      sql: 'SELECT migration_name, checksum, finished_at IS NOT NULL AND rolled_back_at IS NULL FROM _prisma_migrations ORDER BY migration_name',
      args: [],
      argTypes: [],
    });
    const applied = rows.map(
      ([name, checksum, isApplied]) => `${String(name)} ${String(checksum)} ${Number(isApplied)}`,
    );
    const known = migrations.map(({ path: name, migrationFile: { content } }) => {
      return `${name} ${createHash('sha256').update(content.value).digest('hex')} 1`;
    });
    return applied.length === known.length && applied.every((line, index) => line === known[index]);
  } catch {
    // An empty database has no such table.
    return false;
  } finally {
    await connection.dispose();
  }
}

declare global {
  // Once in a process, however often this file is loaded: the engine's module keeps one view of the memory of whichever
  // instance it was given last.
  var inletSchemaEngine: Promise<void> | undefined;
}

async function startEngine(adapter: SqlMigrationAwareDriverAdapterFactory, schema: string) {
  await (globalThis.inletSchemaEngine ??= instantiateEngine());
  const connections: SqlDriverAdapter[] = [];
  const connect = async () => {
    const connection = await adapter.connect();
    connections.push(connection);
    return connection;
  };
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory({ ...adapter, connect }),
  );
  const stop = async () => {
    engine.free();
    // The engine takes an exclusive lock on SQLite and leaves its connections open.
    for (const connection of connections) await connection.dispose();
  };
  return { engine, stop };
}

async function instantiateEngine(): Promise<void> {
  // The package's entry imports its .wasm as a module, which Node does not do by default.
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace('schema_engine.js', 'schema_engine_bg.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': engineModule });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') Reflect.apply(start, undefined, []);
}

function listMigrations(folder: string) {
  const lock = path.join(folder, 'migration_lock.toml');
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: existsSync(lock) ? readFileSync(lock, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
  };
}
