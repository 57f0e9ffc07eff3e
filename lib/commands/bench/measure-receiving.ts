import * as z from 'zod';
import type { BenchOptions } from './bench-options';
import type { Round } from '../generate-load';
import { median } from './median';
import { untilTrue, type BenchServer } from './start-bench-server';
import { startLoad } from './start-load';

const CONNECTIONS = [1, 8, 32, 128];
const SUSTAINED_CONNECTIONS = 32;
const EMPTY = '/api/empty';

const found = z.object({ items: z.array(z.unknown()) });

/**
 * How fast deliveries are acknowledged, measured against a handler of the same server that only reads the body. The two
 * take turns, so that a noisy machine disturbs both.
 */
export async function measureReceiving(
  server: BenchServer,
  { rounds, seconds, sustained }: BenchOptions,
): Promise<void> {
  const load = startLoad(server.port);
  const milliseconds = 1000 * seconds;
  try {
    // The first requests pay for compiling.
    for (const path of [EMPTY, server.webhookPath]) await load.ask({ path, connections: 8, milliseconds: 3000 });
    await server.untilDrained();

    console.log('Acknowledgements each second, milliseconds of 99 in 100, and processor time of the server for each:');
    const table: Record<string, Record<string, string | number>> = {};
    let emptyRate = 0;
    let emptyCost = 0;
    /** A round, and the milliseconds of processor time that each of its answers took. */
    const measure = async (order: Parameters<typeof load.ask>[0], untilDone = () => Promise.resolve()) => {
      const before = await server.processorSeconds();
      const round = await load.ask(order);
      await untilDone();
      return { ...round, cost: (1000 * ((await server.processorSeconds()) - before)) / round.answered };
    };
    for (const connections of CONNECTIONS) {
      const pairs: Pair[] = [];
      for (let count = 0; count < rounds; count += 1) {
        const empty = await measure({ connections, milliseconds, path: EMPTY });
        const durable = await measure({ connections, milliseconds, path: server.webhookPath });
        await server.untilDrained();
        pairs.push({ empty, durable });
      }
      const of = (value: (pair: Pair) => number) => median(pairs.map(value));
      if (connections === SUSTAINED_CONNECTIONS) {
        emptyRate = of((pair) => rate(pair.empty));
        emptyCost = of((pair) => pair.empty.cost);
      }
      table[`${connections.toString()} connections`] = {
        'empty /s': Math.round(of((pair) => rate(pair.empty))),
        'durable /s': Math.round(of((pair) => rate(pair.durable))),
        ratio: of((pair) => rate(pair.durable) / rate(pair.empty)).toFixed(2),
        'empty p99': of((pair) => pair.empty.p99).toFixed(1),
        'durable p99': of((pair) => pair.durable.p99).toFixed(1),
        'empty cpu': of((pair) => pair.empty.cost).toFixed(2),
        'durable cpu': of((pair) => pair.durable.cost).toFixed(2),
        refused: pairs.reduce((sum, pair) => sum + pair.durable.refused, 0),
      };
    }
    console.table(table);

    let ended = 0;
    const long = await measure(
      { path: server.webhookPath, connections: SUSTAINED_CONNECTIONS, milliseconds: 1000 * sustained },
      () => {
        ended = performance.now();
        return server.untilDrained();
      },
    );
    await untilVisible(server, long.next - 1);
    const visible = (performance.now() - ended) / 1000;
    console.log(
      `${sustained.toString()} s at ${SUSTAINED_CONNECTIONS.toString()} connections: ${Math.round(rate(long)).toString()}/s, ` +
        `ratio ${(rate(long) / emptyRate).toFixed(2)}, p99 ${long.p99.toFixed(1)} ms, ` +
        `${long.refused.toString()} refused; the last message was visible ${visible.toFixed(1)} s after the last answer; ` +
        `with reading ${long.cost.toFixed(2)} ms of processor time each, against ${emptyCost.toFixed(2)} of the empty handler`,
    );
    const paced = await load.ask({ path: server.webhookPath, connections: 8, milliseconds: 500 * sustained, pace: 50 });
    console.log(`50 requests each second: p99 ${paced.p99.toFixed(1)} ms, ${paced.refused.toString()} refused`);
  } finally {
    load.stop();
  }
}

function untilVisible(server: BenchServer, number: number): Promise<void> {
  return untilTrue(async () => {
    const answer = await server.get(`/api/search?q=message-${number.toString()}-end`);
    return found.parse(await answer.json()).items.length > 0;
  });
}

type Measured = Round & { cost: number };
type Pair = { empty: Measured; durable: Measured };

function rate({ answered, seconds }: Round): number {
  return answered / seconds;
}
