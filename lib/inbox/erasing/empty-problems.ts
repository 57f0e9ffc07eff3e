import { listUnread } from '@/lib/cm/list-unread';
import { wordsOf } from '@/lib/cm/words-of';
import { recordChange } from '@/lib/db/tables/changes';
import { listProblemsHolding, type Delivery } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { setProblem } from '@/lib/db/tables/reparsing';
import { emptyUnread } from './empty-unread';

/** A body may be a megabyte. */
const AT_ONCE = 20;
/** The database looks through the bytes for each of them, so for more of them all bodies are read here instead. */
const MOST_LOOKED_FOR = 50;
const SHORTEST_LOOKED_FOR = 4;

/** Empties the problems that carry one of the references that deletion notices have just named: all in one pass. */
export async function emptyProblems(tx: Tx, references: string[], now: Date): Promise<void> {
  const named = new Set(references.map((reference) => reference.trim()));
  if (named.size === 0) return;
  const pieces = piecesOf(named);
  let isEmptied = false;
  let problems: Delivery[];
  let after = 0;
  do {
    problems = await listProblemsHolding(tx, pieces, after, AT_ONCE);
    const carrying = problems.filter((delivery) => carriesAny(delivery, named));
    for (const areFailed of [false, true]) {
      const some = carrying.filter(({ reason }) => (reason === 'failed') === areFailed);
      const emptied = await emptyUnread(tx, some, { areFailed });
      for (const [id, reason] of emptied) await setProblem(tx, id, reason);
      isEmptied ||= emptied.size > 0;
    }
    after = problems.at(-1)?.id ?? after;
  } while (problems.length === AT_ONCE);
  if (isEmptied) await recordChange(tx, 'problem', {}, now);
}

/** Of each reference the longest part that nobody escapes, or null when it is too short, or when there are too many. */
function piecesOf(references: ReadonlySet<string>): string[] | null {
  if (references.size > MOST_LOOKED_FOR) return null;
  const pieces = [...references].map((reference) => {
    const parts = reference.split(/[^a-z0-9]+/i);
    return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  });
  return pieces.every((piece) => piece.length >= SHORTEST_LOOKED_FOR) ? pieces : null;
}

function carriesAny({ body, encoding, reason }: Delivery, named: ReadonlySet<string>): boolean {
  const texts = reason === 'failed' ? [wordsOf(body, encoding)] : listUnread(body, encoding).map(({ words }) => words);
  return texts.some((words) => [...words].some((word) => named.has(word)));
}
