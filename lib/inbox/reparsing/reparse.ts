import { randomUUID } from 'node:crypto';
import { scheduler } from 'node:timers/promises';
import * as z from 'zod';
import { log } from '@/lib/config/log';
import { recordChange } from '@/lib/db/tables/changes';
import { newestConversation, refreshConversation } from '@/lib/db/tables/conversations';
import type { Database } from '@/lib/db/engine/database';
import { newestDelivery } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { endLease, takeLease } from '@/lib/db/tables/leases';
import {
  isEmpty,
  listConversationsAfter,
  listReadDeliveries,
  removeConversation,
  updateMessage,
} from '@/lib/db/tables/reparsing';
import { recordAudit } from '@/lib/db/tables/audit';
import { deleteSetting, readSetting, writeSetting } from '@/lib/db/tables/settings';
import { removeFile } from '@/lib/media/media-store';
import { findOutdated, type Outdated } from './find-outdated';
import { findUnsettled } from './find-unsettled';
import { linkQuotes } from '@/lib/db/tables/link-quotes';
import { reparseDelivery } from './reparse-delivery';

const DELIVERIES_AT_ONCE = 500;
const CONVERSATIONS_AT_ONCE = 100;
/** Few, for the server's own writes wait for each of these transactions. */
const UPDATES_AT_ONCE = 50;
const REPARSED_AT_ONCE = 8;
const LEASE_MS = 20_000;
const TELL_EVERY_MS = 10_000;

const progressSchema = z.object({
  version: z.string(),
  step: z.enum(['deliveries', 'conversations']),
  /** The id that this step has come to, and the one where it ends. What comes later is read by today's readers anyway. */
  at: z.number(),
  upTo: z.number(),
  /** Messages, deliveries and conversations that were not as they would become today. */
  changed: z.number(),
});

export type ReparseProgress = z.infer<typeof progressSchema>;

type Options = {
  /** Names the readers: a run that was cut off goes on only with the same ones. */
  version: string;
  /** Called after each step that is safe, and once before the first. */
  onProgress?: (progress: ReparseProgress) => void;
  /** Called each second while another process reparses. */
  onWait?: () => void;
  isStopped?: () => boolean;
};

/**
 * Makes messages again from their deliveries, in place, while the server runs: what has become readable is read, what
 * reads otherwise is changed, what was recorded twice is one, what is erased stays erased, and ids stay. A run that is
 * cut off goes on where it was, and one more run changes nothing. Gives null when it was stopped before its end.
 */
export async function reparse(database: Database, options: Options): Promise<ReparseProgress | null> {
  const { version, onProgress, onWait, isStopped = () => false } = options;
  const holder = randomUUID();
  while (!(await database.write((tx) => hold(tx, holder)))) {
    onWait?.();
    await scheduler.wait(1000);
    if (isStopped()) return null;
  }

  let progress = (await readProgress(database, version)) ?? (await begin(database, version));
  onProgress?.(progress);
  let toldAt = Date.now();
  let untold = false;
  for (let isOver = false; !isOver;) {
    if (isStopped()) {
      await database.write(async (tx) => {
        if (untold) await recordChange(tx, 'reset', {}, new Date());
        await endLease(tx, 'reparse', holder);
      });
      return null;
    }
    const { at, changed } = await (progress.step === 'deliveries' ? reparseSome : settleSome)(database, progress);
    untold ||= changed > 0;
    progress = { ...progress, at: at ?? progress.upTo, changed: progress.changed + changed };
    isOver = at === null && progress.step === 'conversations';
    if (at === null && !isOver) {
      progress = { ...progress, step: 'conversations', at: 0, upTo: await newestConversation(database.reader) };
    }
    const tellsNow = untold && Date.now() - toldAt > TELL_EVERY_MS;
    if (tellsNow) [toldAt, untold] = [Date.now(), false];
    await database.write(async (tx) => {
      if (!(await hold(tx, holder))) throw new Error('Another process has begun to reparse.');
      await writeSetting(tx, 'reparse', JSON.stringify(progress));
      if (tellsNow) await recordChange(tx, 'reset', {}, new Date());
    });
    onProgress?.(progress);
  }
  await database.write((tx) => finish(tx, progress, holder));
  return progress;
}

/** Compares a stretch of deliveries with what they became, and mends what differs. `at` is null after the last. */
async function reparseSome(database: Database, { at, upTo }: ReparseProgress) {
  const deliveries = await listReadDeliveries(database.reader, { after: at, upTo }, DELIVERIES_AT_ONCE);
  const last = deliveries.at(-1);
  if (!last) return { at: null, changed: 0 };
  const { updates, deliveryIds } = await findOutdated(database.reader, deliveries);
  for (const some of chunksOf(updates, UPDATES_AT_ONCE)) await gently(() => database.write((tx) => update(tx, some)));
  for (const some of chunksOf(deliveryIds, REPARSED_AT_ONCE)) {
    await gently(() => Promise.all(some.map((id) => reparseOne(database, id))));
  }
  return { at: last.id, changed: updates.length + deliveryIds.length };
}

async function update(tx: Tx, updates: Outdated['updates']): Promise<void> {
  for (const { id, changes } of updates) await updateMessage(tx, id, changes);
}

async function reparseOne(database: Database, id: number): Promise<void> {
  try {
    const { erased, files } = await database.write((tx) => reparseDelivery(tx, id, new Date()));
    for (const file of files) await removeFile(file);
    if (erased) await database.scrub();
  } catch (error) {
    // It stays as it is, and the others go on.
    log().error(
      { delivery: id, error: error instanceof Error ? error.name : 'unknown' },
      'A delivery was not reparsed.',
    );
  }
}

/** Compares what a stretch of conversations shows with their messages, and mends what differs: quotes, preview, order, new chats. */
async function settleSome(database: Database, { at, upTo }: ReparseProgress) {
  const conversations = await listConversationsAfter(database.reader, { after: at, upTo }, CONVERSATIONS_AT_ONCE);
  const last = conversations.at(-1);
  if (!last) return { at: null, changed: 0 };
  const unsettled = await findUnsettled(database.reader, conversations);
  for (const { id, hashes } of unsettled) {
    await gently(() =>
      database.write(async (tx) => {
        if (await isEmpty(tx, id)) return removeConversation(tx, id);
        await linkQuotes(
          tx,
          hashes.map((hash) => ({ conversationId: id, hash })),
        );
        await refreshConversation(tx, id);
      }),
    );
  }
  return { at: last.id, changed: unsettled.length };
}

async function begin(database: Database, version: string): Promise<ReparseProgress> {
  return { version, step: 'deliveries', at: 0, upTo: await newestDelivery(database.reader), changed: 0 };
}

async function readProgress(database: Database, version: string): Promise<ReparseProgress | null> {
  const kept = await readSetting(database.reader, 'reparse');
  const progress = kept === null ? null : progressSchema.parse(JSON.parse(kept));
  return progress?.version === version ? progress : null;
}

function hold(tx: Tx, holder: string): Promise<boolean> {
  const now = new Date();
  return takeLease(tx, 'reparse', { holder, now, until: new Date(now.getTime() + LEASE_MS) });
}

async function finish(tx: Tx, { changed }: ReparseProgress, holder: string): Promise<void> {
  const at = new Date();
  if (changed > 0) await recordChange(tx, 'reset', {}, at);
  const outcome = `${changed.toString()} changed`;
  await recordAudit(tx, null, { at, action: 'messages.reparsed', outcome });
  await deleteSetting(tx, 'reparse');
  await endLease(tx, 'reparse', holder);
}

/** Leaves others half as much time to write as it took itself. */
async function gently<T>(write: () => Promise<T>): Promise<void> {
  const started = performance.now();
  await write();
  await scheduler.wait(Math.min((performance.now() - started) / 2, 100));
}

function chunksOf<Item>(items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
