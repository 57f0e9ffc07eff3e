import { copyFileSync, rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { installDatabase, type Database } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { deleteMedia } from '@/lib/inbox/media/delete-media';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { replayProblem } from '@/lib/inbox/problems/replay-problem';
import { noFacts } from '@/lib/media/file-facts';
import { startMediaWorker } from '@/lib/media/media-worker';
import { startSweeping } from '@/lib/media/sweep-store';
import { callerWith } from '../support/callers';
import type { StubCdn } from '../support/start-stub-cdn';
import { png } from '../support/tiny-files';
import { auditorOf, type Evidence } from './audit';
import { faults, type FaultyStorage } from './faulty-storage';
import { randomFrom, type Random } from './random';
import { tellStory, type Post, type Story } from './story';

/** Where simulations take place, one after the other: one file, one clock, one stand-in for CM.com's media servers. */
export type Stage = {
  file: string;
  /** A migrated file with nothing in it. */
  template: string;
  storage: FaultyStorage;
  cdn: StubCdn;
  setNow: (milliseconds: number) => void;
};

/** So many stories share an inbox and its faults: each has a seed, of which the first decides what they have in common. */
export const STORIES = 10;
const START = Date.UTC(2024, 4, 6, 12);
const MOST_STEPS = 40;
const MOST_ROUNDS_OF_REST = 30;
const MEDIA_EVERY = 5;
/** About as many as a step asks the storage. */
const MOST_CALLS = 150;

/** Who sends a story's POSTs, in the order and as often as its own seed says. */
type Teller = { random: Random; story: Story; outbox: Post[]; hasFiles: boolean };

const administrator = callerWith('admin');

/**
 * Stories, decided by their seeds, of which this is the first: CM.com posts them out of order, more than once, and again
 * whatever was not acknowledged, while the storage fails, the process crashes and people press buttons. Then the faults
 * end, and everything has to come to rest as the reference model says. Gives what the auditor objects to.
 */
export async function simulate(seed: number, stage: Stage): Promise<string[]> {
  const { storage, cdn, file } = stage;
  cdn.requests.length = 0;
  const tellers = Array.from({ length: STORIES }, (_, place) => {
    const random = randomFrom(seed + place);
    const hostFile = place % MEDIA_EVERY === 0 ? () => cdn.put(random.pick([0, 1, 2]), png) : null;
    const story = tellStory(random, place, hostFile);
    return { random, story, outbox: [...story.posts], hasFiles: hostFile !== null };
  });
  const random = randomFrom(-seed);
  startAnew(stage);
  const auditor = auditorOf(
    file,
    tellers.map(({ story }) => story),
  );
  const world = await enterWorld(stage, random, tellers);
  const evidence = (): Evidence => ({
    acknowledged: world.acknowledged,
    confirmed: world.confirmed,
    deletedAtSource: cdn.requests.filter(({ method }) => method === 'DELETE').map(({ origin, path }) => origin + path),
  });
  try {
    for (let step = 0; step < MOST_STEPS && !world.isQuiet(); step += 1) {
      if (random.chance(0.3)) storage.failAfter(random.below(MOST_CALLS), random.pick(faults));
      await world.step();
      const objections = auditor.look(evidence());
      if (objections.length > 0) return objections;
    }
    const obstacle = await world.rest();
    return obstacle ?? (await auditor.conclude(evidence()));
  } finally {
    auditor.close();
    await world.leave();
  }
}

async function enterWorld({ file, storage, cdn, setNow }: Stage, random: Random, tellers: Teller[]) {
  const acknowledged = new Set<Post>();
  const confirmed = new Set<string>();
  let now = START;
  let database = await open();

  async function open(): Promise<Database> {
    const opened = await openDatabase(`file:${file}`);
    installDatabase(opened);
    const stopSweeping = await startSweeping(opened);
    stopSweeping();
    return opened;
  }

  async function send(post: Post, { random: own, outbox }: Teller) {
    try {
      await receiveDelivery(post.body, null, new Date(now));
    } catch {
      outbox.push(post);
      return;
    }
    acknowledged.add(post);
    // The answer is lost on its way, or CM.com sends it twice all the same.
    if (own.chance(0.2)) outbox.push(post);
  }

  const media = () => read<{ id: number; url: string | null }>(file, 'SELECT "id", "url" FROM "Media"');
  const problems = () => read<{ id: number }>(file, `SELECT "id" FROM "Delivery" WHERE "state" = 'problem'`);

  async function confirmDeletion() {
    const chosen = random.take(media());
    if (typeof chosen?.url !== 'string') return;
    confirmed.add(chosen.url);
    cdn.answerDeletesWith(random.pick([204, 204, 500, 404]));
    await deleteMedia(administrator, chosen.id, () => new Date(now));
  }

  async function step() {
    now += 1000 * (1 + random.below(300));
    setNow(now);
    const work: Promise<unknown>[] = tellers.flatMap((teller) => {
      const { random: own, outbox } = teller;
      const sent = own.chance(0.7) ? Array.from({ length: 1 + own.below(3) }, () => own.take(outbox)) : [];
      return sent.flatMap((post) => (post ? [send(post, teller)] : []));
    });
    if (random.chance(0.5)) work.push(applyReceived(database));
    for (const { hasFiles } of tellers) if (hasFiles && random.chance(0.2)) work.push(confirmDeletion());
    if (random.chance(0.1)) work.push(...problems().map(({ id }) => replayProblem(administrator, id, new Date(now))));
    await Promise.allSettled(work);
    if (storage.hasCrashed()) await restart();
  }

  async function restart() {
    await database.close().catch(() => undefined);
    storage.heal();
    database = await open();
  }

  /** No more faults: CM.com goes on until everything is acknowledged, and the workers until nothing waits. */
  async function rest(): Promise<string[] | null> {
    try {
      await workOffEverything();
      return null;
    } catch (error) {
      return [`(vi) it does not come to rest: ${String(error)}`];
    }
  }

  async function workOffEverything() {
    storage.heal();
    cdn.answerDeletesWith(204);
    for (let round = 0; round < MOST_ROUNDS_OF_REST; round += 1) {
      now += 3_600_000;
      setNow(now);
      const left = tellers.flatMap(({ outbox }) => outbox.splice(0));
      await Promise.all(left.map((post) => receiveDelivery(post.body, null, new Date(now))));
      for (const post of left) acknowledged.add(post);
      await applyReceived(database);
      const failed = read<{ id: number }>(
        file,
        `SELECT "id" FROM "Delivery" WHERE "state" = 'problem' AND "reason" = 'failed'`,
      );
      for (const { id } of failed) await replayProblem(administrator, id, new Date(now));
      const waiting = read<{ id: number }>(file, `SELECT "id" FROM "Delivery" WHERE "state" = 'received'`);
      if (waiting.length === 0) break;
    }
    if (media().length > 0) await workOffMedia();
  }

  async function workOffMedia() {
    const stop = startMediaWorker(database, { reader: nothingToRead });
    const isDue = () =>
      read(file, `SELECT 1 FROM "Media" WHERE "state" IN ('pending', 'erasing') OR "deletingSince" IS NOT NULL`)
        .length > 0;
    for (let turn = 0; turn < 2000 && isDue(); turn += 1) await setImmediate();
    await stop();
  }

  return {
    acknowledged,
    confirmed,
    isQuiet: () => tellers.every(({ outbox }) => outbox.length === 0) && random.chance(0.5),
    step,
    rest,
    leave: async () => {
      storage.heal();
      await database.close();
      installDatabase(undefined);
    },
  };
}

/** No file is ever stored here: all addresses lead nowhere. */
const nothingToRead = { read: () => Promise.resolve(noFacts), close: () => Promise.resolve() };

function startAnew({ file, template }: Stage): void {
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  copyFileSync(template, file);
}

function read<Row>(file: string, sql: string): Row[] {
  const connection = new Sqlite(file, { readonly: true });
  try {
    return connection.prepare<[], Row>(sql).all();
  } finally {
    connection.close();
  }
}
