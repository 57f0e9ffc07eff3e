import { parseArgs } from 'node:util';
import type { BenchOptions } from './bench/bench-options';
import { measureReceiving } from './bench/measure-receiving';
import { startBenchServer, type BenchServer } from './bench/start-bench-server';
import { buildIfNeeded } from './build-if-needed';
import { sayWhy } from './say-why';
import { startPostgresql } from './start-postgresql';

/** What `npm run bench -- NAME` measures; all of them when none is named. */
const PARTS: Record<string, (server: BenchServer, options: BenchOptions) => Promise<void>> = {
  receiving: measureReceiving,
};

// Each part gets a server of its own with empty data, on each engine.
await sayWhy(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      engine: { type: 'string', multiple: true, default: ['sqlite', 'postgresql'] },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      sustained: { type: 'string', default: '60' },
    },
  });
  const options = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    sustained: Number(values.sustained),
  };
  const parts = Object.entries(PARTS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": ${Object.keys(PARTS).join(', ')}.`);

  await buildIfNeeded();
  for (const engine of values.engine) {
    const postgresql = engine === 'postgresql' ? await startPostgresql({ durable: true }) : undefined;
    try {
      for (const [name, measure] of parts) {
        const server = await startBenchServer(await postgresql?.createDatabase(`bench_${name}`));
        console.log(`\n${name}, ${engine}`);
        try {
          await measure(server, options);
        } finally {
          await server.stop();
        }
      }
    } finally {
      await postgresql?.stop();
    }
  }
});
