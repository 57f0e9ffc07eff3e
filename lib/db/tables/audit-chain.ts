import { createHmac } from 'node:crypto';
import { isAuditHeadKeyed, noteAuditHeadKeyed, recognize, secrets } from '@/lib/config/secrets';
import type { Database, Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** What the hash of an entry covers, with the head before it. */
export type AuditFacts = {
  at: Date;
  userId: string | null;
  who: string | null;
  address: string | null;
  action: string;
  subject: string | null;
  outcome: string | null;
};

/** The end of the audit log: how many entries it has, and a keyed hash of that number and of the last entry's hash. */
export type AuditHead = { entries: number; mac: string };
/** A head that somebody noted: of its hash only the beginning. */
export type NotedHead = { entries: number; code: string };

/** What became of a head that somebody noted; `unreached` when the log is broken before it. */
export type Comparison = 'same' | 'grown' | 'missing' | 'other' | 'unreached';
export type Verification = {
  /** How many entries are as they were written, counted from the first. */
  entries: number;
  /** The id of the first entry that is not as it was written; `end` when the head does not belong to the last entry. */
  broken: number | 'end' | null;
  /** The head after these entries. */
  head: AuditHead;
  noted: Comparison | null;
};

const HEAD = 'auditHead';
const BEGINNING = 'beginning';
/** In the place of a hash: the log was found with an end that nobody with the key had written. */
const DAMAGED = '0'.repeat(64);
const CODE_LENGTH = 16;
const PAGE = 1000;

/** A head as people note it: `1234:89abcdef01234567`. */
export function writtenHead({ entries, mac }: AuditHead): string {
  return `${entries.toString()}:${mac.slice(0, CODE_LENGTH)}`;
}

/** Reads a head that somebody noted; null when it is none. */
export function readNotedHead(text: string): NotedHead | null {
  const [, entries, code] = /^(\d{1,15}):([0-9a-f]{16})$/.exec(text.trim().toLowerCase()) ?? [];
  return entries === undefined || code === undefined ? null : { entries: Number(entries), code };
}

/** The head that the next entry is linked to. Where none is stored that was keyed, the one stored instead is judged first. */
export async function currentHead(tx: Tx): Promise<AuditHead> {
  return parse(await storedHead(tx)) ?? (await keyHead(tx));
}

/** The hash of the entry that comes after a head. It covers the stored text of the head, whoever wrote that. */
export function linkTo(head: AuditHead, entry: AuditFacts): string {
  return hashOf(textOf(head), entry);
}

/** Stores the head after one more entry. */
export async function moveHead(tx: Tx, before: AuditHead, hash: string): Promise<void> {
  await storeHead(tx, headOf(before.entries + 1, hash));
}

/** Keys the head of a log that is new, or was written by a version that did not key it. To be called at each start. */
export async function keyAuditLog(database: Pick<Database, 'write'>): Promise<void> {
  await database.write(currentHead);
  // After the commit: from here on, a head that is not keyed was changed by hand. In a transaction of its own, because the
  // transactions of all processes follow one another, and the webhook's secret is replaced in the same file in one.
  await database.write(() => {
    noteAuditHeadKeyed();
    return Promise.resolve();
  });
}

/** The head, if it belongs to the last entry; null when the end of the log is not as it was written. Reads two rows. */
export async function readAuditHead(db: Reader): Promise<AuditHead | null> {
  // An entry that is added in between belongs to the next head.
  for (;;) {
    const stored = await storedHead(db);
    const last = await db.auditEntry.findFirst({ orderBy: { id: 'desc' }, select: { hash: true } });
    if ((await storedHead(db)) !== stored) continue;
    const head = parse(stored);
    return head !== null && head.mac === headOf(head.entries, last?.hash ?? BEGINNING).mac ? head : null;
  }
}

/**
 * Verifies the whole log, in one pass, also while entries are added. With a head that somebody noted, says whether the
 * log contains it.
 */
export async function verifyAudit(db: Reader | Tx, noted: NotedHead | null = null): Promise<Verification> {
  let head = headOf(0, BEGINNING);
  let hash = BEGINNING;
  let isKeyed = false;
  let last = 0;
  let isThere = isAt(noted, head);
  const result = (broken: Verification['broken']) => {
    const { entries } = head;
    return { entries, broken, head, noted: noted && compare(noted, { entries, broken, isThere }) };
  };
  for (;;) {
    // Read before the page that turns out to be empty, so that the two belong together.
    const stored = await storedHead(db);
    const rows = await db.auditEntry.findMany({ where: { id: { gt: last } }, orderBy: { id: 'asc' }, take: PAGE });
    if (rows.length === 0) {
      const isRight =
        stored === textOf(head) || (!isKeyed && stored === unkeyed(hash) && (await mayBeUnkeyed(db, head)));
      return result(isRight ? null : 'end');
    }
    for (const row of rows) {
      isKeyed ||= row.hash === linkTo(head, row);
      // Versions that did not key the head linked each entry to the hash before it.
      if (row.hash === null || (!isKeyed && row.hash !== hashOf(hash, row))) return result(row.id);
      if (isKeyed && row.hash !== linkTo(head, row)) return result(row.id);
      hash = row.hash;
      head = headOf(head.entries + 1, hash);
      isThere ||= isAt(noted, head);
      last = row.id;
    }
  }
}

/**
 * Keys a head that is not. Once a start has keyed the head of this installation, only a database without accounts may be
 * without one: everything else has been changed by hand, and is marked for good, because later entries are linked to the mark.
 */
async function keyHead(tx: Tx): Promise<AuditHead> {
  if (!isAuditHeadKeyed() && (await storedHead(tx)) === null) await linkUnlinked(tx);
  const { broken, head } = await verifyAudit(tx);
  const keyed = broken === null ? head : { entries: await tx.auditEntry.count(), mac: DAMAGED };
  await storeHead(tx, keyed);
  return keyed;
}

/** Gives entries that were made before there was a chain their place in it. */
async function linkUnlinked(tx: Tx): Promise<void> {
  let head = headOf(0, BEGINNING);
  for (const entry of await tx.auditEntry.findMany({ where: { hash: null }, orderBy: { id: 'asc' } })) {
    const hash = linkTo(head, entry);
    await tx.auditEntry.update({ where: { id: entry.id }, data: { hash } });
    head = headOf(head.entries + 1, hash);
  }
  await storeHead(tx, head);
}

async function mayBeUnkeyed(db: Reader | Tx, { entries }: AuditHead): Promise<boolean> {
  return !isAuditHeadKeyed() || (entries === 0 && (await db.user.count()) === 0);
}

/** What versions that did not key the head stored: the last entry's hash; nothing for an empty log. */
function unkeyed(hash: string): string | null {
  return hash === BEGINNING ? null : hash;
}

function compare(
  noted: NotedHead,
  { entries, broken, isThere }: { entries: number; broken: Verification['broken']; isThere: boolean },
): Comparison {
  if (noted.entries > entries) return typeof broken === 'number' ? 'unreached' : 'missing';
  if (!isThere) return 'other';
  return noted.entries === entries ? 'same' : 'grown';
}

function isAt(noted: NotedHead | null, { entries, mac }: AuditHead): boolean {
  return noted?.entries === entries && mac.startsWith(noted.code);
}

function headOf(entries: number, hash: string): AuditHead {
  return { entries, mac: recognize('audit head', entries.toString(), hash) };
}

function textOf({ entries, mac }: AuditHead): string {
  return `${entries.toString()}:${mac}`;
}

function parse(stored: string | null): AuditHead | null {
  const [, entries, mac] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(stored ?? '') ?? [];
  return entries === undefined || mac === undefined ? null : { entries: Number(entries), mac };
}

async function storedHead(db: Reader | Tx): Promise<string | null> {
  return (await db.setting.findUnique({ where: { key: HEAD } }))?.value ?? null;
}

async function storeHead(tx: Tx, head: AuditHead): Promise<void> {
  const value = textOf(head);
  await tx.setting.upsert({ where: { key: HEAD }, create: { key: HEAD, value }, update: { value } });
}

function hashOf(previous: string, entry: AuditFacts): string {
  const { at, userId, who, address, action, subject, outcome } = entry;
  const text = JSON.stringify([previous, at.toISOString(), userId, who, address, action, subject, outcome]);
  return createHmac('sha256', secrets().recognitionKey).update(text).digest('hex');
}
