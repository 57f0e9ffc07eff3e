import * as z from 'zod';
import type { Reader } from './database';

const prismaError = z.object({
  code: z.string(),
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ kind: z.string() }) }).optional() }).optional(),
});

/** Prisma: the server cannot be reached, does not answer in time, has closed the connection, or has no connection left. */
const CODES = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];
const KINDS = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'];

/** Whether an error says that the database cannot be used at this moment, rather than that something is wrong with a query. */
export function isUnavailable(error: unknown): boolean {
  const parsed = prismaError.safeParse(error);
  if (!parsed.success) return false;
  const { code, meta } = parsed.data;
  return CODES.includes(code) || KINDS.includes(meta?.driverAdapterError?.cause.kind ?? '');
}

/** Whether the database answers at all. */
export async function canRead(db: Reader): Promise<boolean> {
  return db.setting.count().then(
    () => true,
    (error: unknown) => !isUnavailable(error),
  );
}
