import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { scheduler } from 'node:timers/promises';
import * as z from 'zod';
import { buildIfNeeded } from './build-if-needed';
import { freePort } from './free-port';
import type { Order, Round } from './generate-load';
import { sayWhy } from './say-why';
import { startPostgresql } from './start-postgresql';

const SECRET = 'secret-of-the-benchmark-0123456789';
const ADMIN = { email: 'bench@example.com', password: 'a password of good length' };
const CONNECTIONS = [1, 8, 32, 128];
const SUSTAINED_CONNECTIONS = 32;
const DRAIN_LIMIT_MS = 300_000;

const round = z.custom<Round>();
type Ask = (order: Omit<Order, 'first' | 'port'>) => Promise<Round>;

// How fast deliveries are acknowledged, measured against a handler of the same server that only reads the body. The two
// take turns, so that a noisy machine disturbs both.
await sayWhy(async () => {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', multiple: true, default: ['sqlite', 'postgresql'] },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      sustained: { type: 'string', default: '60' },
    },
  });
  await buildIfNeeded();
  for (const engine of values.engine) {
    const postgresql = engine === 'postgresql' ? await startPostgresql({ durable: true }) : undefined;
    const url = await postgresql?.createDatabase('bench');
    const rounds = { count: Number(values.rounds), milliseconds: 1000 * Number(values.seconds) };
    try {
      await measure(engine, url, rounds, 1000 * Number(values.sustained));
    } finally {
      await postgresql?.stop();
    }
  }
});

async function measure(
  engine: string,
  databaseUrl: string | undefined,
  rounds: { count: number; milliseconds: number },
  sustainedMs: number,
): Promise<void> {
  const server = await startServer(databaseUrl);
  const load = startLoad(server.port);
  const webhook = `/api/webhooks/cm/${SECRET}`;
  const empty = '/api/empty';
  try {
    // The first requests pay for compiling.
    for (const target of [empty, webhook]) await load.ask({ path: target, connections: 8, milliseconds: 3000 });
    await server.untilDrained();

    console.log(`\n${engine}: acknowledgements each second, and milliseconds of 99 in 100`);
    const table: Record<string, Record<string, string | number>> = {};
    let emptyRate = 0;
    for (const connections of CONNECTIONS) {
      const pairs: { empty: Round; durable: Round }[] = [];
      for (let count = 0; count < rounds.count; count += 1) {
        const order = { connections, milliseconds: rounds.milliseconds };
        const without = await load.ask({ ...order, path: empty });
        const durable = await load.ask({ ...order, path: webhook });
        await server.untilDrained();
        pairs.push({ empty: without, durable });
      }
      const of = (value: (pair: { empty: Round; durable: Round }) => number) => median(pairs.map(value));
      if (connections === SUSTAINED_CONNECTIONS) emptyRate = of((pair) => rate(pair.empty));
      table[`${connections.toString()} connections`] = {
        'empty /s': Math.round(of((pair) => rate(pair.empty))),
        'durable /s': Math.round(of((pair) => rate(pair.durable))),
        ratio: of((pair) => rate(pair.durable) / rate(pair.empty)).toFixed(2),
        'empty p99': of((pair) => pair.empty.p99).toFixed(1),
        'durable p99': of((pair) => pair.durable.p99).toFixed(1),
        refused: pairs.reduce((sum, pair) => sum + pair.durable.refused, 0),
      };
    }
    console.table(table);

    const sustained = await load.ask({ path: webhook, connections: SUSTAINED_CONNECTIONS, milliseconds: sustainedMs });
    const ended = performance.now();
    await server.untilDrained();
    await server.untilVisible(sustained.next - 1);
    const visible = (performance.now() - ended) / 1000;
    console.log(
      `${(sustainedMs / 1000).toString()} s at ${SUSTAINED_CONNECTIONS.toString()} connections: ${Math.round(rate(sustained)).toString()}/s, ` +
        `ratio ${(rate(sustained) / emptyRate).toFixed(2)}, p99 ${sustained.p99.toFixed(1)} ms, ` +
        `${sustained.refused.toString()} refused; the last message was visible ${visible.toFixed(1)} s after the last answer`,
    );
    const paced = await load.ask({ path: webhook, connections: 8, milliseconds: sustainedMs / 2, pace: 50 });
    console.log(`50 requests each second: p99 ${paced.p99.toFixed(1)} ms, ${paced.refused.toString()} refused`);
  } finally {
    load.stop();
    await server.stop();
  }
}

async function startServer(databaseUrl: string | undefined) {
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-bench-'));
  const url = `http://localhost:${port.toString()}`;
  const child = spawn(process.execPath, [...process.execArgv, 'lib/commands/run.mjs', 'start'], {
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: undefined,
      BENCH: 'true',
      PORT: port.toString(),
      DATA_DIR: folder,
      WEBHOOK_SECRET: SECRET,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const readiness = async () => {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    return answer?.ok ? z.object({ backlog: z.number() }).parse(await answer.json()) : undefined;
  };
  await untilTrue(async () => (await readiness()) !== undefined);
  const cookie = await signIn(url);
  return {
    port,
    untilDrained: () => untilTrue(async () => (await readiness())?.backlog === 0),
    untilVisible: (number: number) =>
      untilTrue(async () => {
        const answer = await fetch(`${url}/api/search?q=message-${number.toString()}-end`, { headers: { cookie } });
        return z.object({ items: z.array(z.unknown()) }).parse(await answer.json()).items.length > 0;
      }),
    stop: async () => {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(ADMIN),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** Rounds of load, one after the other, from one process. */
function startLoad(port: number): { ask: Ask; stop: () => void } {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'lib/commands/generate-load.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdin || !child.stdout) throw new Error('The load has no line to it.');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout });
  let first = 1;
  return {
    ask: async (order) => {
      const answered = new Promise<string>((resolve) => lines.once('line', resolve));
      stdin.write(`${JSON.stringify({ ...order, port, first })}\n`);
      const result = round.parse(JSON.parse(await answered));
      first = result.next;
      return result;
    },
    stop: () => child.kill(),
  };
}

async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DRAIN_LIMIT_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The server did not get there in five minutes.');
    await scheduler.wait(50);
  }
}

function rate({ answered, seconds }: Round): number {
  return answered / seconds;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
