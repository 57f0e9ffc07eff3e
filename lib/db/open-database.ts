import { EventEmitter } from 'node:events';
import path from 'node:path';
import { PrismaClient } from './generated/sqlite/client';
import type { Database } from './database';
import { GroupedWriter } from './grouped-writer';
import { findDrift, migrate } from './migrate';
import { readingAdapter, writingAdapter } from './sqlite-adapter';

const MIGRATIONS = path.resolve('prisma/migrations/sqlite');

/**
 * Opens the database at a `file:` address, brings it up to date and checks that it is as durable as an acknowledgement
 * promises. Throws a sentence for people when it cannot be opened, is newer than this Inlet, or is damaged.
 */
export async function openDatabase(url: string): Promise<Database> {
  if (!url.startsWith('file:'))
    throw new Error('DATABASE_URL must be a file: address. Other engines are not supported yet.');
  await migrate(writingAdapter(url), MIGRATIONS);

  const writer = new PrismaClient({ adapter: writingAdapter(url) });
  const reader = new PrismaClient({ adapter: readingAdapter(url) });
  await assertDurable(writer);
  const commits = new EventEmitter().setMaxListeners(0);
  const groups = new GroupedWriter(writer, () => commits.emit('commit'));
  return {
    engine: 'sqlite',
    reader,
    writer,
    write: (job) => groups.write(job),
    onCommit: (listener) => {
      commits.on('commit', listener);
      return () => commits.off('commit', listener);
    },
    scrub: async () => {
      await writer.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close: async () => {
      await groups.idle();
      await reader.$disconnect();
      await writer.$disconnect();
    },
  };
}

/** The SQL that a migration still has to hold; empty when migrations and schema agree. */
export function sqliteDrift(url: string, schema: string): Promise<string> {
  return findDrift(writingAdapter(url), schema);
}

async function assertDurable(client: PrismaClient): Promise<void> {
  const pragma = async (name: string) => {
    const rows = await client.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${name}`);
    return String(Object.values(rows[0] ?? {})[0]);
  };
  const wanted = { journal_mode: 'wal', synchronous: '2', secure_delete: '1', foreign_keys: '1' };
  for (const [name, value] of Object.entries(wanted)) {
    const found = await pragma(name);
    if (found !== value)
      throw new Error(
        `SQLite does not keep ${name}=${value} here (it says ${found}); the folder may be on a network disk.`,
      );
  }
  const damage = await pragma('quick_check');
  if (damage !== 'ok') throw new Error('The database file is damaged. Restore a backup.');
}
