import { config } from '@/lib/config/config';
import { installDatabase } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { reparse, type ReparseProgress } from '@/lib/inbox/reparsing/reparse';
import { hashSources } from '@/lib/commands/server/build-if-needed';
import { sayWhy } from '@/lib/commands/process/say-why';

const PRINT_EVERY_MS = 2000;

await sayWhy(async () => {
  const { DATABASE_URL, ALLOW_UNSAFE_DATABASE } = config();
  const database = await openDatabase(DATABASE_URL, { allowUnsafe: ALLOW_UNSAFE_DATABASE });
  installDatabase(database);
  await adoptKeys(database);
  let stopped = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => (stopped = true));
  const print = progressPrinter();
  const end = await reparse(database, {
    version: await hashSources(),
    onProgress: print,
    onWait: () => {
      console.log('Another reparse is under way; waiting for its end …');
    },
    isStopped: () => stopped,
  });
  await database.close();
  if (end) console.log(`Done. ${end.changed.toLocaleString('en')} were not as they would be made today, and are now.`);
  else console.log('Stopped. The next run goes on from here.');
});

/** Prints how far it is, now and then, and how long the rest of this step takes at the pace so far. */
function progressPrinter(): (progress: ReparseProgress) => void {
  let printedAt = 0;
  let start: { step: string; at: number; time: number } | undefined;
  return ({ step, at, upTo, changed }) => {
    const now = performance.now();
    if (start?.step !== step) start = { step, at, time: now };
    else if (now - printedAt < PRINT_EVERY_MS && at < upTo) return;
    printedAt = now;
    const pace = (at - start.at) / (now - start.time);
    const left = pace > 0 && at < upTo ? `, about ${duration((upTo - at) / pace)} left` : '';
    const [place, end, mended] = [at, upTo, changed].map((count) => count.toLocaleString('en'));
    console.log(`${step} ${place} of ${end}, ${mended} changed${left}`);
  };
}

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 60 ? `${seconds.toString()} s` : `${Math.ceil(seconds / 60).toString()} min`;
}
