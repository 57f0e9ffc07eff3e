import type { PrismaClient } from '@/lib/db/generated/sqlite/client';

const LOOK_EVERY_MS = 1000;

/**
 * Calls `onCommit` within a second after another process has written to this SQLite file, as a command beside the server
 * does. SQLite's own counter tells: it stands still for what the asking connection commits itself. Gives a function that
 * stops it.
 */
export function watchOtherProcesses(writer: PrismaClient, onCommit: () => void): () => void {
  let last: string | undefined;
  const look = async () => {
    const [row] = await writer.$queryRawUnsafe<Record<string, unknown>[]>('PRAGMA data_version');
    const version = String(Object.values(row ?? {})[0]);
    if (last !== undefined && version !== last) onCommit();
    last = version;
  };
  // A look that fails, while the file is locked or being closed, is made up for by the next one.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS).unref();
  void look().catch(() => undefined);
  return () => {
    clearInterval(timer);
  };
}
