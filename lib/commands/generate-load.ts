import { connect } from 'node:net';
import * as z from 'zod';
import { loadBody } from '@/lib/samples/load-body';

// A process of its own, so that what it costs to send is not counted as what it costs to receive. Each line on standard
// input asks for one round; each is answered with one line.
const order = z.object({
  port: z.number(),
  path: z.string(),
  connections: z.number(),
  milliseconds: z.number(),
  /** Requests each second over all connections; without it, as many as are answered. */
  pace: z.number().optional(),
  /** Number of the first body, so that no two rounds send the same. */
  first: z.number(),
});

export type Order = z.infer<typeof order>;

/** Latencies in milliseconds. `next` is the number of the first body that was not sent. */
export type Round = { seconds: number; answered: number; refused: number; p50: number; p99: number; next: number };

process.stdin.setEncoding('utf8').on('data', (line: string) => {
  void runRound(order.parse(JSON.parse(line))).then((round) => process.stdout.write(`${JSON.stringify(round)}\n`));
});

async function runRound({ port, path, connections, milliseconds, pace, first }: Order): Promise<Round> {
  let next = first;
  let refused = 0;
  const latencies: number[] = [];
  const started = performance.now();
  const isOver = () => performance.now() - started >= milliseconds;
  const pause = pace === undefined ? 0 : (1000 * connections) / pace;

  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const line = await openLine(port);
      for (let turn = 0; !isOver(); turn += 1) {
        if (pause > 0) await until(started + (turn + index / connections) * pause);
        const request = requestOf(path, loadBody(next++));
        const sent = performance.now();
        const status = await line.ask(request);
        if (status === 200) latencies.push(performance.now() - sent);
        else refused += 1;
      }
      line.close();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((one, other) => one - other);
  const quantile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { seconds, answered: latencies.length, refused, p50: quantile(0.5), p99: quantile(0.99), next };
}

/** A connection that is kept open, as CM.com's would be: one request at a time. */
async function openLine(port: number) {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received = '';
  let answered: ((status: number) => void) | undefined;
  const settle = (status: number) => {
    received = '';
    answered?.(status);
    answered = undefined;
  };
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    if (isWhole(received)) settle(Number(received.slice(9, 12)));
  });
  socket.on('close', () => {
    settle(0);
  });
  socket.on('error', () => undefined);
  return {
    ask: (request: string) =>
      new Promise<number>((resolve) => {
        answered = resolve;
        if (socket.destroyed) settle(0);
        else socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))?.[1];
  return length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length >= head + 4 + Number(length);
}

function requestOf(path: string, body: string): string {
  const length = Buffer.byteLength(body).toString();
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));
}
