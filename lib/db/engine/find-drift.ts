import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';

const NO_FILTERS = { externalTables: [], externalEnums: [] };

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
