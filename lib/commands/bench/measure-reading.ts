import * as z from 'zod';
import { fillInbox } from '@/lib/inbox/setup/fill-inbox';
import type { BenchOptions } from './bench-options';
import type { BenchServer, StartServer } from './start-bench-server';

const SEED = 7;
const BUSIEST = 10;
const MESSAGES_OF_A_CUSTOMER = 20;
/** Fewer, and the 95th percentile says when the garbage was collected. */
const TIMES = 200;
/** The first requests pay for compiling and for what the disk has not read yet. */
const WARM_UP = 20;

/** What an address is asked for, and the goal at the 95th percentile in milliseconds. */
type Question = { goal: number; address: (turn: number) => string };

const ids = z.object({
  items: z.array(z.object({ message: z.object({ id: z.string(), conversationId: z.string() }) })),
});

type Inbox = { size: string; server: BenchServer; questions: Record<string, Question> };

/**
 * How long lists, threads, counts and searches take in small and large inboxes, one request at a time. The inboxes take
 * turns, so that whatever else the machine does hits them alike.
 */
export async function measureReading(start: StartServer, { messages }: BenchOptions): Promise<void> {
  const inboxes: Inbox[] = [];
  try {
    for (const size of messages) inboxes.push(await fillAndStart(start, size));
    const table: Record<string, Record<string, string | number>> = {};
    for (const [name, { goal }] of Object.entries(inboxes[0]?.questions ?? {})) {
      const times = await askInTurns(inboxes, name);
      const row: Record<string, string | number> = {};
      for (const [index, { size }] of inboxes.entries()) {
        row[`${size} p50`] = quantile(times[index] ?? [], 0.5).toFixed(1);
        row[`${size} p95`] = quantile(times[index] ?? [], 0.95).toFixed(1);
      }
      const ratio = quantile(times.at(-1) ?? [], 0.95) / quantile(times[0] ?? [], 0.95);
      table[name] = { ...row, goal, ratio: ratio.toFixed(2) };
    }
    console.log('Milliseconds over HTTP; the ratio is between the 95th percentiles of the last and the first size.');
    console.table(table);
    for (const { size, server } of inboxes)
      console.log(`memory with ${size} messages: ${(await server.megabytes()).toFixed(0)} MB after all questions`);
  } finally {
    await Promise.all(inboxes.map(({ server }) => server.stop()));
  }
}

async function fillAndStart(start: StartServer, messages: number): Promise<Inbox> {
  const size = messages.toLocaleString('en');
  const customers = Math.ceil(messages / MESSAGES_OF_A_CUSTOMER);
  const fill = async (url: string) => {
    const started = performance.now();
    await fillInbox(url, { messages, seed: SEED, customers, busiest: BUSIEST }, () => undefined);
    console.log(`${size} messages made in ${Math.round((performance.now() - started) / 1000).toString()} s`);
  };
  const server = await start({ fill, keptAs: messages.toString() });
  console.log(`memory with ${size} messages: ${(await server.megabytes()).toFixed(0)} MB at rest`);
  return { size, server, questions: await questionsFor(server, messages) };
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

/** How long each answer took, in order of length, for each inbox. */
async function askInTurns(inboxes: Inbox[], name: string): Promise<number[][]> {
  const times = inboxes.map((): number[] => []);
  for (let turn = -WARM_UP; turn < TIMES; turn += 1)
    for (const [index, { server, questions }] of inboxes.entries()) {
      const address = questions[name]?.address(Math.abs(turn)) ?? '';
      const started = performance.now();
      const answer = await server.get(address);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${address} was answered with ${answer.status.toString()}.`);
      if (turn >= 0) times[index]?.push(performance.now() - started);
    }
  return times.map((each) => each.sort((one, other) => one - other));
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
