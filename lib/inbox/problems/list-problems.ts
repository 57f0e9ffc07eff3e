import { permit, type Caller } from '@/lib/access/caller';
import { database } from '@/lib/db/engine/database';
import { listProblems as listProblemRows } from '@/lib/db/tables/deliveries';
import type { Page } from '@/lib/messages/page';
import { readIdCursor } from '@/lib/inbox/reading/cursor';

export type Problem = {
  id: string;
  receivedAt: string;
  /** See `ProblemReason`; `failed`: it could be read, and not stored; `emptied`: it named a message that was deleted. */
  reason: string;
  /** How often it was tried to read it. */
  attempts: number;
  state: string;
  /** How often CM.com sent the same bytes again, and when last. */
  retries: number;
  retriedAt: string | null;
};

/** Deliveries that could not be read, the latest first. */
export async function listProblems(
  caller: Caller,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<Page<Problem>> {
  permit(caller, 'problem.read');
  const before = cursor === undefined ? null : readIdCursor(cursor);
  const rows = await listProblemRows(database().reader, before, limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ id, receivedAt, reason, attempts, state, retries, retriedAt }) => ({
      id: id.toString(),
      receivedAt: receivedAt.toISOString(),
      reason: reason ?? 'failed',
      attempts,
      state,
      retries,
      retriedAt: retriedAt?.toISOString() ?? null,
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id.toString() ?? null) : null,
  };
}
