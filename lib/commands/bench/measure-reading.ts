import * as z from 'zod';
import { fillInbox } from '@/lib/inbox/fill-inbox';
import type { BenchOptions } from './bench-options';
import type { BenchServer, StartServer } from './start-bench-server';

const SEED = 7;
const BUSIEST = 10;
const MESSAGES_OF_A_CUSTOMER = 20;
const TIMES = 40;

/** What an address is asked for, and the goal at the 95th percentile in milliseconds. */
type Question = { goal: number; address: (turn: number) => string };

const ids = z.object({
  items: z.array(z.object({ message: z.object({ id: z.string(), conversationId: z.string() }) })),
});

/** How long lists, threads, counts and searches take in small and large inboxes, one request at a time. */
export async function measureReading(start: StartServer, { messages }: BenchOptions): Promise<void> {
  const table: Record<string, Record<string, string | number>> = {};
  const first = new Map<string, number>();
  for (const size of messages) {
    const customers = Math.ceil(size / MESSAGES_OF_A_CUSTOMER);
    const wanted = { messages: size, seed: SEED, customers, busiest: BUSIEST };
    const fill = async (url: string) => {
      const started = performance.now();
      await fillInbox(url, wanted, () => undefined);
      console.log(
        `${size.toLocaleString('en')} messages made in ${Math.round((performance.now() - started) / 1000).toString()} s`,
      );
    };
    const server = await start({ fill, keptAs: size.toString() });
    try {
      const before = await server.megabytes();
      for (const [name, question] of Object.entries(await questionsFor(server, size))) {
        const { p50, p95 } = await ask(server, question);
        const small = first.get(name) ?? p95;
        first.set(name, small);
        table[name] = {
          ...table[name],
          [`${size.toLocaleString('en')} p50`]: p50.toFixed(1),
          [`${size.toLocaleString('en')} p95`]: p95.toFixed(1),
          goal: question.goal,
          ratio: (p95 / small).toFixed(2),
        };
      }
      console.log(
        `memory: ${before.toFixed(0)} MB at rest, ${(await server.megabytes()).toFixed(0)} MB after all questions`,
      );
    } finally {
      await server.stop();
    }
  }
  console.log('Milliseconds over HTTP; the ratio is between the 95th percentiles of the last and the first size.');
  console.table(table);
}

async function questionsFor(server: BenchServer, size: number): Promise<Record<string, Question>> {
  const busiest = await placesOf(server, 'from:"sanne 0"');
  const old = await placesOf(server, 'from:"sanne 0" before:2026-01-06');
  const thread = `/api/conversations/${busiest[0]?.conversationId ?? '1'}/messages`;
  const search = (q: string) => `/api/search?q=${encodeURIComponent(q)}`;
  const customers = Math.ceil(size / MESSAGES_OF_A_CUSTOMER);
  return {
    'list, newest': { goal: 50, address: () => '/api/conversations' },
    'list, deep': {
      goal: 50,
      address: (turn) => `/api/conversations?cursor=${Math.ceil((size * (turn + 1)) / (TIMES + 1)).toString()}`,
    },
    'list, unread': { goal: 50, address: () => '/api/conversations?view=unread' },
    'list, new chats': { goal: 50, address: () => '/api/conversations?view=new' },
    'list, by a name': { goal: 50, address: (turn) => `/api/conversations?q=noor%20${turn.toString()}` },
    'counts of views': { goal: 50, address: () => '/api/counts' },
    'thread, newest of the longest': { goal: 50, address: () => thread },
    'thread, far back in the longest': {
      goal: 50,
      address: (turn) => `${thread}?around=${old[turn % old.length]?.id ?? ''}`,
    },
    'thread, any': {
      goal: 50,
      address: (turn) => `/api/conversations/${(1 + ((turn * 7919) % (customers - 1))).toString()}/messages`,
    },
    'search, a common word': { goal: 100, address: () => search('order') },
    'search, a phrase': { goal: 100, address: () => search('"the order"') },
    'search, said once': { goal: 100, address: (turn) => search(`#${(100_000 + turn * 97).toString()}`) },
    'search, never said': { goal: 100, address: (turn) => search(`orderthe${turn.toString()}`) },
    'search, Chinese': { goal: 100, address: () => search('什么 时候') },
    'search, a customer': { goal: 100, address: (turn) => search(`noor ${turn.toString()}`) },
    'search, kind and word': { goal: 100, address: () => search('kind:order bring') },
    'search, days back': { goal: 100, address: () => search('friend before:2026-01-06') },
    'search, two letters': { goal: 300, address: () => search('退款') },
    'search, two letters never said': { goal: 300, address: () => search('qz') },
    'find in the longest': { goal: 100, address: () => `${thread.replace('/messages', '/find')}?q=friend` },
  };
}

async function placesOf(server: BenchServer, q: string): Promise<{ id: string; conversationId: string }[]> {
  const answer = await server.get(`/api/search?limit=${TIMES.toString()}&q=${encodeURIComponent(q)}`);
  return ids.parse(await answer.json()).items.map(({ message }) => message);
}

async function ask(server: BenchServer, { address }: Question): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  // The first requests pay for compiling and for what the disk has not read yet.
  for (let turn = -5; turn < TIMES; turn += 1) {
    const started = performance.now();
    const answer = await server.get(address(Math.abs(turn)));
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${address(turn)} was answered with ${answer.status.toString()}.`);
    if (turn >= 0) times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: quantile(0.5), p95: quantile(0.95) };
}
