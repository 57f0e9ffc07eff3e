import { connect } from 'node:net';
import path from 'node:path';
import { scheduler } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { engine } from '../support/engines';
import { countOf, seedOf } from '../support/count-of';
import { mo } from '../support/mo';
import { startInlet, type Inlet } from '../support/start-inlet';
import { writeUntil } from '../support/write-until';
import { randomFrom } from '../simulation/random';

const KILLS = countOf('KILLS', { few: engine() === 'sqlite' ? 2 : 1, many: 30 });
const SEED = seedOf('KILLS_SEED');
const WRITERS = 6;
const LIMIT_MS = 60_000 + KILLS * 120_000;

let inlet: Inlet;
afterAll(() => inlet.remove());

it(
  `loses and doubles nothing when all of it is killed ${KILLS} times under load, from seed ${SEED}`,
  { timeout: LIMIT_MS },
  async () => {
    const random = randomFrom(SEED);
    const acknowledged = new Set<string>();
    // CM.com sends again whatever was not acknowledged, whether it was kept or not.
    const again: string[] = [];
    let count = 0;
    const next = () =>
      again.pop() ?? JSON.stringify(mo({ text: `text ${(count += 1)}`, number: `+316${count % 7}0000000` }));

    inlet = await startInlet();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = acknowledged.size;
      const killed = new AbortController();
      const load = Promise.all(
        Array.from({ length: WRITERS }, () => writeUntil(killed.signal, inlet, next, acknowledged, again)),
      );
      await expect.poll(() => acknowledged.size, { timeout: 120_000 }).toBeGreaterThan(before + 100);
      await scheduler.wait(random.below(300));
      await inlet.kill();
      killed.abort();
      await load;
      expect(await isListening(inlet.port)).toBe(false);

      const started = performance.now();
      inlet = await startInlet({ dataDir: inlet.dataDir });
      process.stdout.write(
        `kill ${kill + 1}: ${acknowledged.size - before} acknowledged, ready after ${Math.round(performance.now() - started)} ms\n`,
      );
      await expectAllKept(inlet, acknowledged);
    }

    const states = async () => new Set((await inlet.rows('Delivery')).map(({ state }) => state));
    await expect.poll(states, { timeout: 60_000 }).toEqual(new Set(['applied']));
    const texts = (await inlet.rows('Message')).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    const shown = new Set(texts);
    expect([...acknowledged].filter((body) => !shown.has(textOf(body)))).toEqual([]);
  },
);

async function expectAllKept(from: Inlet, acknowledged: ReadonlySet<string>): Promise<void> {
  if (engine() === 'sqlite') expect(integrityOf(path.join(from.dataDir, 'inlet.db'))).toBe('ok');
  const bodies = (await from.rows('Delivery')).map(({ body }) => String(body));
  const kept = new Set(bodies);
  expect(kept.size).toBe(bodies.length);
  expect([...acknowledged].filter((body) => !kept.has(body))).toEqual([]);
}

function integrityOf(file: string): unknown {
  const connection = new Sqlite(file, { readonly: true });
  try {
    return connection.pragma('integrity_check', { simple: true });
  } finally {
    connection.close();
  }
}

function textOf(body: string): string {
  return /"text":"([^"]*)"/.exec(body)?.[1] ?? '';
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
