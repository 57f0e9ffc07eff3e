import { afterAll, expect, it } from 'vitest';
import { mo } from '../support/mo';
import { startInlet, type Inlet } from '../support/start-inlet';

const WRITERS = 6;

let inlet: Inlet;
afterAll(() => inlet.remove());

it('answers or refuses what is under way when it is told to stop under load, ends within 10 s, and loses nothing', async () => {
  inlet = await startInlet();
  const acknowledged: string[] = [];
  const others: number[] = [];
  let count = 0;
  const write = async () => {
    for (;;) {
      const text = `text ${(count += 1).toString()}`;
      const response = await inlet.deliver(mo({ text })).catch(() => undefined);
      if (!response) return;
      if (response.status === 200) acknowledged.push(text);
      else others.push(response.status);
    }
  };
  const load = Promise.all(Array.from({ length: WRITERS }, write));
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(100);
  const told = performance.now();
  expect(await inlet.stop()).toBe(0);
  expect(performance.now() - told).toBeLessThan(10_000);
  await load;
  expect(others.filter((status) => status !== 503)).toEqual([]);

  inlet = await startInlet({ dataDir: inlet.dataDir });
  const lost = async () => {
    const shown = new Set((await inlet.rows('Message')).map(({ text }) => text));
    return acknowledged.filter((text) => !shown.has(text));
  };
  await expect.poll(lost, { timeout: 60_000 }).toEqual([]);
}, 120_000);
