import { EventEmitter } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { AsideReader } from './ask-aside';
import type { Database } from './database';
import type { PrismaClient } from '@/lib/db/generated/sqlite/client';
import { GroupedWriter, type OnCommit } from './grouped-writer';
import { findDrift } from './find-drift';
import { migrateSqlite } from './migrate-sqlite';
import { openClient } from './open-client';
import { OpeningFailure, openingFailure } from './opening-failure';
import { startScrubber } from './scrub-sqlite';
import { keepSearchIndex, SEARCH_TABLES } from './search-index';
import { CHECKPOINT, readingAdapter, writingAdapter } from './sqlite-adapter';
import { watchFile } from './watch-file';
import { watchOtherProcesses } from './watch-other-processes';

/** Opens, migrates and checks a SQLite file; `openDatabase` says how. */
export async function openSqlite(url: string): Promise<Database> {
  const file = url.slice('file:'.length);
  return openFile(file).catch((error: unknown) => {
    throw openingFailure(error, `The database ${file}`);
  });
}

async function openFile(file: string): Promise<Database> {
  const url = `file:${file}`;
  makeOwnFile(file);
  await migrateSqlite(file);
  keepSearchIndex(file);
  const writer = openClient(writingAdapter(url));
  const reader = openClient(readingAdapter(url));
  const aside = new AsideReader(file);
  await assertDurable(writer);
  const commits = new EventEmitter().setMaxListeners(0);
  const onCommit: OnCommit = (isUrgent) => commits.emit('commit', isUrgent);
  const watch = watchFile(file, () => commits.emit('gone'));
  const groups = new GroupedWriter(writer, { onCommit, assertKept: watch.assertKept });
  const stopWatching = watchOtherProcesses(writer, () => onCommit(false));
  const scrubber = startScrubber(async () => {
    const [row] = await writer.$queryRawUnsafe<{ busy: number | bigint }[]>(CHECKPOINT);
    return Number(row?.busy) === 0;
  });
  return {
    engine: 'sqlite',
    textIndex: 'by-hour',
    reader,
    writer,
    askAside: (query) => aside.ask(query),
    write: (job, { urgent = false } = {}) => groups.write(job, { urgent }),
    onCommit: (listener) => {
      commits.on('commit', listener);
      return () => commits.off('commit', listener);
    },
    isDiskFull: () => groups.isDiskFull(),
    onGone: (listener) => void commits.once('gone', listener),
    shared: false,
    scrub: scrubber.scrub,
    close: async () => {
      stopWatching();
      watch.stop();
      await groups.idle();
      await scrubber.stop();
      await aside.close();
      await reader.$disconnect();
      await writer.$disconnect();
    },
  };
}

/** The SQL that the migrations for SQLite still have to hold; empty when they agree with the schema. */
export function sqliteDrift(url: string, schema: string): Promise<string> {
  return findDrift(writingAdapter(url), { from: 'database', to: schema, besides: SEARCH_TABLES });
}

/** Nobody but its owner reads a new file, nor the log beside it, which SQLite makes like it. */
function makeOwnFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
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
      throw new OpeningFailure(
        `SQLite does not keep ${name}=${value} here (it says ${found}); the folder may be on a network disk.`,
      );
  }
  const damage = await pragma('quick_check');
  if (damage !== 'ok') throw new OpeningFailure('The database file is damaged. Restore a backup.');
}
