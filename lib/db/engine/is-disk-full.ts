import * as z from 'zod';

/** SQLite, Node and PostgreSQL (disk_full). */
const CODES = ['SQLITE_FULL', 'ENOSPC', '53100'];

const failure = z.object({
  code: z.unknown(),
  originalCode: z.unknown(),
  /** Where Prisma puts the error of a driver. */
  cause: z.unknown(),
  meta: z.object({ driverAdapterError: z.unknown() }).partial().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  originalMessage: z.string().optional().catch(undefined),
});

/** Whether something failed because the disk has no room left, in the words of either engine, of Node or of Prisma. */
export function isDiskFull(error: unknown, depth = 0): boolean {
  const parsed = failure.partial().safeParse(error);
  if (!parsed.success || depth > 5) return false;
  const { code, originalCode, cause, meta, message, originalMessage } = parsed.data;
  if ([code, originalCode].some((each) => typeof each === 'string' && CODES.includes(each))) return true;
  // The stock adapter for SQLite gives the words and no code.
  if (`${message ?? ''} ${originalMessage ?? ''}`.includes('database or disk is full')) return true;
  return isDiskFull(cause, depth + 1) || isDiskFull(meta?.driverAdapterError, depth + 1);
}
