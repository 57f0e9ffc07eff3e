import * as z from 'zod';
import { Prisma } from '@/lib/db/engine/client';
import type { Database } from '@/lib/db/engine/database';
import { holdsText, holdsTextUnindexed } from '@/lib/db/engine/holds-text';
import { HOUR } from '@/lib/db/engine/search-index';
import { placeRow, type Place } from './messages';
import { inSightSql, type Sight } from './scope';
import { all, conditionsOf, customersHolding, sentWithin, type MessageFilter } from './search-conditions';

/** `next`: where to go on; null at the end. */
export type FoundPlaces = { places: Place[]; next: Place | null };

type Wanted = {
  before: Place | null;
  limit: number;
  signal?: AbortSignal | undefined;
  /** Tests know smaller ones. */
  sizes?: Sizes | undefined;
};

type Sizes = {
  /** Up to so many conversations are named one by one. */
  conversations: number;
  /** Messages that are looked at in one go, when the index cannot help. */
  chunk: number;
  /** What the index names is looked at in goes that grow from this on: most pages are full with the first. */
  candidates: number;
};

type Search = {
  db: Database;
  filter: MessageFilter;
  /** Conditions on the message `m` and its conversation `c`, but for the words. */
  conditions: Prisma.Sql[];
  limit: number;
  sizes: Sizes;
  isOver: () => boolean;
};

/** How long one page may look on before it says where it has come to. */
const BUDGET_MS = 200;
const SIZES: Sizes = { conversations: 500, chunk: 20_000, candidates: 1000 };
const MOST_CANDIDATES = 64_000;

const idRow = z.object({ id: z.coerce.number() });
const hourRow = z.object({ hour: z.coerce.number() });

/**
 * Places of the messages that a filter describes, the newest first, from before a place. With words, also those of
 * customers whose name or numbers hold all of them. A page may hold less than there is when looking takes long: `next`
 * then says how far it came. Substrings are compared by the engines themselves, so both give the same.
 */
export async function searchMessages(
  db: Database,
  filter: MessageFilter,
  { before, limit, signal, sizes = SIZES }: Wanted,
): Promise<FoundPlaces> {
  const started = performance.now();
  const isOver = () => signal?.aborted === true || performance.now() - started > BUDGET_MS;
  const people = await peopleOf(db, filter, sizes.conversations);
  if (people === 'nobody') return { places: [], next: null };
  const conditions = conditionsOf(db, filter, people.from);
  const search: Search = { db, filter, conditions, limit: limit + 1, sizes, isOver };
  const told = await searchTold(search, people, before);
  const named = people.named.length === 0 || people.tooMany ? [] : await listIn(search, people.named, before);
  return cut(told, named, limit);
}

/** By what the messages say themselves. */
async function searchTold(
  search: Search,
  people: { from: number[] | null; tooMany: boolean },
  before: Place | null,
): Promise<FoundPlaces> {
  const { db, filter } = search;
  const text = Prisma.sql`m."searchText"`;
  const words = filter.words.map((word) => holdsText(db, text, word));
  // Whoever goes through messages from the newest on must not be led to an index.
  const scanned = filter.words.map((word) => holdsTextUnindexed(db, text, word));
  const withWords = withAlso(search, words);
  const trigrams = [...filter.words, ...filter.skus].filter((word) => Array.from(word).length >= 3);
  const either = people.tooMany
    ? [Prisma.sql`((${Prisma.join(scanned, ' AND ')}) OR c."customerId" IN (${customersHolding(db, filter.words)}))`]
    : null;
  const own = filter.conversationId === null ? people.from : [filter.conversationId];
  if (own) {
    if (either) return { places: await listIn(withAlso(search, either), own, before), next: null };
    const isRare = db.textIndex === 'by-hour' && trigrams.length > 0 && (await isRarelySaid(search, trigrams));
    if (!isRare) return { places: await listIn(withWords, own, before), next: null };
    return searchByHour(withAlso(withWords, [isIn(own)]), trigrams, before);
  }
  if (either) return scan(withAlso(search, either), before);
  const toScan = withAlso(search, scanned);
  if (trigrams.length === 0) return scan(toScan, before);
  return db.textIndex === 'by-hour'
    ? searchByHour(withWords, trigrams, before)
    : searchAtOnce(withWords, toScan, before);
}

function withAlso(search: Search, conditions: Prisma.Sql[]): Search {
  return { ...search, conditions: [...search.conditions, ...conditions] };
}

/** In a few conversations: all that they hold is looked at. */
async function listIn(search: Search, conversationIds: number[], before: Place | null): Promise<Place[]> {
  const { db, conditions, limit } = search;
  return askPlaces(
    db,
    Prisma.sql`
    SELECT m."id", m."sentAt" FROM "Message" m JOIN "Conversation" c ON c."id" = m."conversationId"
    WHERE ${all([isIn(conversationIds), ...conditions, ...olderThan(before)])}
    ORDER BY m."sentAt" DESC, m."id" DESC LIMIT ${limit}`,
  );
}

function isIn(conversationIds: number[]): Prisma.Sql {
  return Prisma.sql`m."conversationId" IN (${Prisma.join(conversationIds)})`;
}

/** Whether the index names so few messages that reading each of them costs less than reading a long conversation. */
async function isRarelySaid({ db, sizes }: Search, words: string[]): Promise<boolean> {
  const more = await db.askAside(Prisma.sql`
    SELECT 1 FROM "MessageSearch" f WHERE f."MessageSearch" MATCH ${matching(words)} LIMIT 1 OFFSET ${sizes.chunk}`);
  return more.length === 0;
}

/** From the newest on, some thousands at a time, each go up to and with its `edge`. */
async function scan(search: Search, before: Place | null, goes = Infinity): Promise<FoundPlaces> {
  const { db, filter, conditions, limit, sizes, isOver } = search;
  const [kind, ...more] = filter.kinds;
  const range = [
    ...(kind !== undefined && more.length === 0 ? [Prisma.sql`m."kind" = ${kind}`] : []),
    ...sentWithin(filter),
  ];
  const places: Place[] = [];
  let from = before;
  for (let go = 1; ; go += 1) {
    const [edge] = await askPlaces(
      db,
      Prisma.sql`
      SELECT m."id", m."sentAt" FROM "Message" m WHERE ${all([...range, ...olderThan(from)])}
      ORDER BY m."sentAt" DESC, m."id" DESC LIMIT 1 OFFSET ${sizes.chunk}`,
    );
    const found = await askPlaces(
      db,
      Prisma.sql`
      SELECT m."id", m."sentAt" FROM "Message" m JOIN "Conversation" c ON c."id" = m."conversationId"
      WHERE ${all([...range, ...conditions, ...olderThan(from), ...(edge ? notOlderThan(edge) : [])])}
      ORDER BY m."sentAt" DESC, m."id" DESC LIMIT ${limit - places.length}`,
    );
    places.push(...found);
    if (!edge || places.length >= limit) return { places, next: null };
    if (isOver() || go >= goes) return { places, next: edge };
    from = edge;
  }
}

/** Reads the index from the newest hour on. It knows trigrams only, so the text itself decides whether a word is there. */
async function searchByHour(search: Search, words: string[], before: Place | null): Promise<FoundPlaces> {
  const { db, filter, conditions, limit, sizes, isOver } = search;
  const match = matching(words);
  const lowest = filter.after === null ? 0 : hourOf(filter.after);
  const highest = Math.min(hourOf(before?.sentAt ?? null), hourOf(filter.before));
  const places: Place[] = [];
  let upTo = highest;
  for (let { candidates } = sizes; ; candidates = Math.min(candidates * 8, MOST_CANDIDATES)) {
    const within = (from: number) => Prisma.sql`f."MessageSearch" MATCH ${match}
      AND f.rowid >= ${BigInt(from) * BigInt(HOUR)} AND f.rowid < ${BigInt(upTo + 1) * BigInt(HOUR)}`;
    const [edge] = hours(
      await db.askAside(Prisma.sql`
      SELECT f.rowid / ${Prisma.raw(HOUR.toString())} AS "hour" FROM "MessageSearch" f WHERE ${within(lowest)}
      ORDER BY f.rowid DESC LIMIT 1 OFFSET ${candidates}`),
    );
    const found = await askPlaces(
      db,
      Prisma.sql`
      SELECT m."id", m."sentAt" FROM "MessageSearch" f
      CROSS JOIN "Message" m ON m."id" = f.rowid % ${Prisma.raw(HOUR.toString())}
      JOIN "Conversation" c ON c."id" = m."conversationId"
      WHERE ${within(edge ?? lowest)} AND ${all([...conditions, ...olderThan(before)])}
      ORDER BY m."sentAt" DESC, m."id" DESC LIMIT ${limit - places.length}`,
    );
    places.push(...found);
    if (edge === undefined || places.length >= limit) return { places, next: null };
    if (isOver()) return { places, next: endOfHour(edge - 1) };
    upTo = edge - 1;
  }
}

/** Looks through the newest messages first, where a common word is found soon; then asks the index for all the rest. */
async function searchAtOnce(search: Search, toScan: Search, before: Place | null): Promise<FoundPlaces> {
  const { db, conditions, limit } = search;
  const newest = await scan(toScan, before, 1);
  if (!newest.next) return newest;
  const older = await askPlaces(
    db,
    Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT m."id", m."sentAt" FROM "Message" m JOIN "Conversation" c ON c."id" = m."conversationId"
      WHERE ${all([...conditions, ...olderThan(newest.next)])})
    SELECT "id", "sentAt" FROM found ORDER BY "sentAt" DESC, "id" DESC LIMIT ${limit - newest.places.length}`,
  );
  return { places: [...newest.places, ...older], next: null };
}

type People = {
  /** Conversations of the customers whom `from:` names; null: of everybody, or of too many to name. */
  from: number[] | null;
  /** Conversations of the customers whose name or numbers hold all words. */
  named: number[];
  /** There are too many of those to name them. */
  tooMany: boolean;
};

async function peopleOf(
  db: Database,
  { words, from, conversationId, sight }: MessageFilter,
  most: number,
): Promise<People | 'nobody'> {
  const asked = from.length === 0 ? null : await listConversationsOf(db, sight, from, most + 1);
  if (asked?.length === 0) return 'nobody';
  const said =
    words.length === 0 || conversationId !== null ? [] : await listConversationsOf(db, sight, words, most + 1);
  const tooMany = said.length > most;
  return { from: asked && asked.length > most ? null : asked, named: said, tooMany };
}

async function listConversationsOf(db: Database, sight: Sight, words: string[], limit: number): Promise<number[]> {
  const rows = await db.askAside(Prisma.sql`
    SELECT c."id" FROM "Conversation" c WHERE ${inSightSql(sight)} AND c."customerId" IN (${customersHolding(db, words)})
    LIMIT ${limit}`);
  return rows.map((row) => idRow.parse(row).id);
}

function olderThan(place: Place | null): Prisma.Sql[] {
  if (!place) return [];
  const { sentAt, id } = place;
  return [Prisma.sql`m."sentAt" <= ${sentAt} AND (m."sentAt" < ${sentAt} OR m."id" < ${id})`];
}

function notOlderThan({ sentAt, id }: Place): Prisma.Sql[] {
  return [Prisma.sql`m."sentAt" >= ${sentAt} AND (m."sentAt" > ${sentAt} OR m."id" >= ${id})`];
}

/** All trigrams of the words, each on its own. */
function matching(words: string[]): string {
  const trigrams = new Set<string>();
  for (const word of words) {
    const characters = Array.from(word);
    for (let at = 0; at + 3 <= characters.length; at += 1) trigrams.add(characters.slice(at, at + 3).join(''));
  }
  return [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}

/** Hours since 1970; without an instant the last there can be. */
function hourOf(instant: Date | null): number {
  return instant === null ? 2 ** 32 : Math.floor(instant.getTime() / 3_600_000);
}

/** The last place of an hour. The first place of the next hour would send the next page through that hour again, for ever. */
function endOfHour(hour: number): Place {
  return { sentAt: new Date((hour + 1) * 3_600_000 - 1), id: 2 ** 31 - 1 };
}

async function askPlaces(db: Database, query: Prisma.Sql): Promise<Place[]> {
  return (await db.askAside(query)).map((row) => placeRow.parse(row));
}

function hours(rows: unknown[]): number[] {
  return rows.map((row) => hourRow.parse(row).hour);
}

/** One page out of both; what lies beyond where looking stopped comes with a later page. */
function cut(told: FoundPlaces, named: Place[], limit: number): FoundPlaces {
  const { next } = told;
  const reached = named.filter((place) => !next || byPlace(place, next) <= 0);
  const byId = new Map([...told.places, ...reached].map((place) => [place.id, place]));
  const sorted = [...byId.values()].sort(byPlace);
  const page = sorted.slice(0, limit);
  if (sorted.length > limit) return { places: page, next: page.at(-1) ?? null };
  return { places: page, next };
}

/** Newest first. */
function byPlace(one: Place, other: Place): number {
  return other.sentAt.getTime() - one.sentAt.getTime() || other.id - one.id;
}
