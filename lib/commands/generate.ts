import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { config } from '@/lib/config/config';
import { lockDatabase } from '@/lib/db/engine/lock-database';
import { fillInbox } from '@/lib/inbox/setup/fill-inbox';
import { sayWhy } from '@/lib/commands/process/say-why';

const PRINT_EVERY_MS = 5000;

/** Fills an empty database with generated conversations, for measuring and trying out: `npm run generate -- --messages N`. */
await sayWhy(async () => {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      customers: { type: 'string' },
      busiest: { type: 'string', default: '10' },
      to: { type: 'string', default: config().DATABASE_URL },
    },
  });
  const messages = Number(values.messages);
  const wanted = {
    messages,
    seed: Number(values.seed),
    customers: Number(values.customers ?? Math.ceil(messages / 20)),
    busiest: Number(values.busiest),
  };
  if (!Object.values(wanted).every((value) => Number.isSafeInteger(value) && value >= 0))
    throw new Error('--messages, --seed, --customers and --busiest are whole numbers.');
  if (values.to.startsWith('file:'))
    mkdirSync(path.dirname(values.to.slice('file:'.length)), { recursive: true, mode: 0o700 });
  let printedAt = performance.now();
  // It drops indexes and does not sync.
  const lock = await lockDatabase(values.to, null);
  const written = await fillInbox(values.to, wanted, (count) => {
    if (performance.now() - printedAt < PRINT_EVERY_MS) return;
    printedAt = performance.now();
    console.log(`${count.toLocaleString('en')} messages`);
  });
  lock.release();
  console.log(`${written.toLocaleString('en')} messages in all.`);
});
