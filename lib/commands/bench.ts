import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchOptions } from './bench/bench-options';
import { measureGuessing } from './bench/measure-guessing';
import { measureMedia } from './bench/measure-media';
import { measureReading } from './bench/measure-reading';
import { measureReceiving } from './bench/measure-receiving';
import { measureScreen } from './bench/measure-screen';
import { startBenchServer, type StartServer } from './bench/start-bench-server';
import { buildIfNeeded } from '@/lib/commands/server/build-if-needed';
import { sayWhy } from '@/lib/commands/process/say-why';
import { startPostgresql } from '@/lib/commands/checks/start-postgresql';

/** What `npm run bench -- NAME` measures; all of them when none is named. */
const PARTS: Record<string, (start: StartServer, options: BenchOptions) => Promise<void>> = {
  receiving: async (start, options) => {
    const server = await start();
    await measureReceiving(server, options).finally(server.stop);
  },
  reading: measureReading,
  media: measureMedia,
  screen: measureScreen,
  guessing: async (start) => {
    const server = await start();
    await measureGuessing(server).finally(server.stop);
  },
};

// Each part gets servers of its own, on each engine.
await sayWhy(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      engine: { type: 'string', multiple: true, default: ['sqlite', 'postgresql'] },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      sustained: { type: 'string', default: '60' },
      messages: { type: 'string', multiple: true, default: ['10000', '1000000'] },
      keep: { type: 'string' },
      files: { type: 'string', default: '1000' },
    },
  });
  const options = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    sustained: Number(values.sustained),
    messages: values.messages.map(Number),
    files: Number(values.files),
  };
  const parts = Object.entries(PARTS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": ${Object.keys(PARTS).join(', ')}.`);

  await buildIfNeeded();
  for (const engine of values.engine) {
    const postgresql = engine === 'postgresql' ? await startPostgresql({ durable: true }) : undefined;
    try {
      for (const [name, measure] of parts) {
        let databases = 0;
        const start: StartServer = async (beginning = {}) => {
          const { fill, keptAs, ...rest } = beginning;
          const database = await postgresql?.createDatabase(`bench_${name}_${(databases += 1).toString()}`);
          if (database !== undefined || values.keep === undefined || keptAs === undefined)
            return startBenchServer(database, beginning);
          const file = path.resolve(values.keep, `${keptAs}.db`);
          return startBenchServer(`file:${file}`, { ...rest, ...(!existsSync(file) && fill && { fill }) });
        };
        console.log(`\n${name}, ${engine}`);
        await measure(start, options);
      }
    } finally {
      await postgresql?.stop();
    }
  }
});
