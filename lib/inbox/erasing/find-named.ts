import type { Reader } from '@/lib/db/engine/database';
import { areReferencesKnown, listErasuresNaming } from '@/lib/db/tables/erasures';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { groupBy } from '@/lib/messages/group-by';
import { normalizePhoneNumber } from '@/lib/messages/phone-number';
import { referenceHash, senderHash } from '@/lib/inbox/deliveries/recognition';

/** From this length on a reference is taken for the only one of its kind: those of CM.com and WhatsApp have 30 and more. */
const UNMISTAKABLE = 12;

type Words = ReadonlySet<string>;

/**
 * Those of some texts, each by its words, that are of a message that a deletion notice has named. A word must be the whole
 * reference. One of less than twelve characters can be any word, so the number of the notice's sender must be among the
 * words as well.
 */
export async function findNamed<Text extends { words: Words }>(db: Reader | Tx, texts: Text[]): Promise<Text[]> {
  if (texts.length === 0 || !(await areReferencesKnown(db))) return [];
  const byHash = new Map(texts.flatMap(({ words }) => [...words].map((word) => [referenceHash(word), word])));
  const erasures = (await listErasuresNaming(db, [...byHash.keys()])).map((erasure) => ({
    ...erasure,
    reference: byHash.get(erasure.referenceHash ?? '') ?? '',
  }));
  const senders = groupBy(erasures, ({ reference }) => reference);
  return texts.filter(({ words }) =>
    [...senders].some(
      ([reference, named]) =>
        words.has(reference) &&
        (reference.length >= UNMISTAKABLE || named.some((erasure) => namesSender(words, erasure))),
    ),
  );
}

function namesSender(words: Words, erasure: { reference: string; senderHash: string | null }): boolean {
  return [...words].some((word) => {
    const number = isLikeNumber(word) ? normalizePhoneNumber(word) : null;
    return number !== null && senderHash(`number:${number}`, erasure.reference) === erasure.senderHash;
  });
}

function isLikeNumber(word: string): boolean {
  return /^\+?\d[\d\s()./-]{2,30}$/.test(word);
}
