import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { scheduler } from 'node:timers/promises';
import * as z from 'zod';
import { loadMo } from '@/lib/samples/load-mo';
import type { BenchOptions } from './bench-options';
import { median } from './median';
import { untilTrue, type BenchServer, type StartServer } from './start-bench-server';

const FILE_BYTES = 1024 * 1024;
const FIRST_FILES = 20;
const DEAD_FILES = 200;
const MESSAGES = 40;

const space = z.object({ files: z.number(), bytes: z.number() });
const page = z.object({ items: z.array(z.object({ text: z.string().nullable() })) });
const conversations = z.object({ items: z.array(z.object({ id: z.string() })) });

/**
 * How much memory copying takes, and whether messages wait for it: files of a megabyte from two servers that answer at
 * once, while a third one accepts connections and never says anything.
 */
export async function measureMedia(start: StartServer, { files }: BenchOptions): Promise<void> {
  const cdn = await startServers();
  const server = await start({ env: { MEDIA_ORIGINS: cdn.origins.join(',') } });
  try {
    // The first files pay for compiling and for the thread that reads them.
    await sendFiles(server, cdn, { first: 0, count: FIRST_FILES });
    await untilTrue(async () => (await stored(server)).files === FIRST_FILES);
    const atRest = await sendMessages(server, 'at rest');
    const idle = await server.megabytes();

    const dead = { first: 0, count: DEAD_FILES, isDead: true };
    await sendFiles(server, cdn, dead);
    const memory: number[] = [];
    const watching = setInterval(() => {
      void server.megabytes().then((megabytes) => memory.push(megabytes));
    }, 100);
    const started = performance.now();
    await sendFiles(server, cdn, { first: FIRST_FILES, count: files });
    const meanwhile = await sendMessages(server, 'while copying');
    await untilTrue(() => Promise.resolve(cdn.given() >= FIRST_FILES + files));
    await untilTrue(async () => (await stored(server)).files === FIRST_FILES + files);
    const seconds = (performance.now() - started) / 1000;
    clearInterval(watching);

    console.log(
      `${files.toLocaleString('en')} files of 1 MB in ${seconds.toFixed(1)} s (${(files / seconds).toFixed(1)}/s); ` +
        `memory ${idle.toFixed(0)} MB at rest, ${Math.max(...memory).toFixed(0)} MB at most, ` +
        `so ${(Math.max(...memory) - idle).toFixed(0)} MB more; ${DEAD_FILES.toString()} files wait for a dead server`,
    );
    console.log('Milliseconds until a text message is acknowledged, and until it is shown by the API:');
    console.table({ 'at rest': atRest, 'while copying': meanwhile });
  } finally {
    await server.stop();
    await cdn.stop();
  }
}

type Files = { first: number; count: number; isDead?: boolean };

async function sendFiles(server: BenchServer, cdn: Servers, { first, count, isDead = false }: Files): Promise<void> {
  const mos = Array.from({ length: count }, (_, index) => {
    const origin = cdn.origins[isDead ? 2 : index % 2] ?? '';
    const name = `${isDead ? 'dead' : 'file'}-${(first + index).toString()}`;
    const file = { url: `${origin}/fileproxy/files/${name}`, name: `${name}.jpg` };
    return loadMo({ reference: name, number: `+316000${(index % 50).toString().padStart(5, '0')}`, file });
  });
  for (let at = 0; at < mos.length; at += 50) await post(server, mos.slice(at, at + 50));
}

/** Text messages of one customer, one after the other. */
async function sendMessages(server: BenchServer, label: string): Promise<Record<string, string>> {
  const acknowledged: number[] = [];
  const shown: number[] = [];
  const name = `Customer ${label}`;
  for (let count = 0; count < MESSAGES; count += 1) {
    const text = `${label} ${count.toString()}`;
    const started = performance.now();
    await post(server, loadMo({ reference: text, number: label === 'at rest' ? '+31611' : '+31622', name, text }));
    acknowledged.push(performance.now() - started);
    await untilTrue(async () => (await newestText(server, name)) === text);
    shown.push(performance.now() - started);
    await scheduler.wait(100);
  }
  const of = (times: number[]) => `${median(times).toFixed(0)} (at most ${Math.max(...times).toFixed(0)})`;
  return { acknowledged: of(acknowledged), shown: of(shown) };
}

async function newestText(server: BenchServer, name: string): Promise<string | null> {
  const found = conversations.parse(
    await (await server.get(`/api/conversations?limit=1&q=${encodeURIComponent(name)}`)).json(),
  );
  const [conversation] = found.items;
  if (!conversation) return null;
  const newest = await server.get(`/api/conversations/${conversation.id}/messages?limit=1`);
  return page.parse(await newest.json()).items.at(-1)?.text ?? null;
}

async function stored(server: BenchServer) {
  return space.parse(await (await server.get('/api/media/space')).json());
}

async function post(server: BenchServer, body: unknown): Promise<void> {
  const answer = await fetch(`${server.url}${server.webhookPath}`, { method: 'POST', body: JSON.stringify(body) });
  if (answer.status !== 200) throw new Error(`The webhook answered ${answer.status.toString()}.`);
}

type Servers = { origins: string[]; given: () => number; stop: () => Promise<void> };

/** Two servers that give a megabyte to whoever asks, as a JPEG of no pixels, and one that answers nothing. */
async function startServers(): Promise<Servers> {
  let given = 0;
  const bytes = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(FILE_BYTES - 11)]);
  const quick = () =>
    createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length });
      response.end(bytes, () => (given += 1));
    });
  const servers = [quick(), quick(), createServer(() => undefined)];
  const origins = await Promise.all(servers.map(listen));
  return {
    origins,
    given: () => given,
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${port.toString()}`;
}
