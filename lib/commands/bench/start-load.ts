import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { Order, Round } from '../generate-load';

const round = z.custom<Round>();

export type Load = {
  /** Runs one round and gives what came of it. One at a time. */
  ask: (order: Omit<Order, 'first' | 'port'>) => Promise<Round>;
  stop: () => void;
};

/** Starts a process that sends deliveries to this port, one round after the other. */
export function startLoad(port: number): Load {
  const child = spawn(process.execPath, ['lib/commands/run.mjs', 'generate-load'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  let first = 1;
  return {
    ask: async (order) => {
      const answered = new Promise<string>((resolve) => lines.once('line', resolve));
      child.stdin.write(`${JSON.stringify({ ...order, port, first })}\n`);
      const result = round.parse(JSON.parse(await answered));
      first = result.next;
      return result;
    },
    stop: () => child.kill(),
  };
}
