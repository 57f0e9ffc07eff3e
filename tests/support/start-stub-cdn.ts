import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOnFreePort } from './listen-on-free-port';

/** How the stub answers a DELETE of a file that it has. `lost`: it deletes the file, and the answer never comes. */
export type DeleteAnswer = 204 | 401 | 403 | 404 | 405 | 410 | 429 | 500 | 200 | 'hang' | 'cut' | 'redirect' | 'lost';

/**
 * How it answers a GET. `short`: less than it announces; `huge`: announces two gigabytes; `endless`: never stops; `drip`:
 * never stops either, a byte at a time.
 */
export type GetAnswer =
  200 | 403 | 404 | 405 | 410 | 500 | 'hang' | 'cut' | 'redirect' | 'short' | 'huge' | 'endless' | 'drip';

/** A file, and what is said of it beside its type and length, or in their place. */
export type CdnFile = { bytes: Uint8Array; contentType: string; headers?: Record<string, string> };

export type CdnRequest = { origin: string; method: string; path: string };

export type StubCdn = {
  origins: [string, string, string];
  /** Puts a file on one of the three servers and gives its address. */
  put: (server: 0 | 1 | 2, file: CdnFile) => string;
  has: (url: string) => boolean;
  /** How deleting is answered, by all servers or by those named. */
  answerDeletesWith: (answer: DeleteAnswer, ...servers: (0 | 1 | 2)[]) => void;
  /** How reading is answered, by all servers or by those named. */
  answerGetsWith: (answer: GetAnswer, ...servers: (0 | 1 | 2)[]) => void;
  /** Closes the connections of requests that were left without an answer. */
  cutHanging: () => void;
  /** What was asked; a test may empty it. */
  requests: CdnRequest[];
  stop: () => Promise<void>;
};

const ALL = [0, 1, 2] as const;

/** Three servers that behave as CM.com's: each knows its own files only, and deletes one at its exact address. */
export async function startStubCdn(): Promise<StubCdn> {
  const files = new Map<string, CdnFile>();
  const requests: CdnRequest[] = [];
  const deleteAnswers = new Map<string, DeleteAnswer>();
  const getAnswers = new Map<string, GetAnswer>();
  const hanging = new Set<ServerResponse>();
  let count = 0;

  const servers: Server[] = [];
  const start = async () => {
    const server = createServer((request, response) => {
      answer(origin, request, response);
    });
    servers.push(server);
    const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
    return origin;
  };
  const origins: StubCdn['origins'] = [await start(), await start(), await start()];

  function answer(origin: string, request: IncomingMessage, response: ServerResponse) {
    const path = request.url ?? '/';
    const method = request.method ?? 'GET';
    requests.push({ origin, method, path });
    const file = files.get(origin + path);
    if (!file) return void response.writeHead(404).end();
    if (method !== 'GET' && method !== 'DELETE') return void response.writeHead(405).end();
    const reading = getAnswers.get(origin) ?? 200;
    const wanted = method === 'GET' ? reading : (deleteAnswers.get(origin) ?? 204);
    if (wanted === 'lost') files.delete(origin + path);
    if (wanted === 'hang' || wanted === 'lost') return void hanging.add(response);
    if (wanted === 'cut') return void request.socket.destroy();
    if (wanted === 'redirect') {
      const other = origins[0] === origin ? origins[1] : origins[0];
      return void response.writeHead(307, { location: other + path }).end();
    }
    if (method === 'GET') {
      give(reading, file, response);
      return;
    }
    if (wanted === 204) files.delete(origin + path);
    response.writeHead(Number(wanted)).end();
  }

  function give(wanted: GetAnswer, { bytes, contentType, headers }: CdnFile, to: ServerResponse) {
    const status = typeof wanted === 'number' ? wanted : 200;
    const lengths: Partial<Record<GetAnswer, number>> = { 200: bytes.length, short: bytes.length + 1, huge: 2 ** 31 };
    const length = lengths[wanted];
    const said = { 'content-type': contentType, ...(length !== undefined && { 'content-length': length }), ...headers };
    to.writeHead(status, said);
    if (typeof wanted === 'number') return void to.end(status === 200 ? bytes : undefined);
    to.write(bytes);
    if (wanted === 'short') to.socket?.end();
    if (wanted === 'huge') hanging.add(to);
    if (wanted === 'drip') {
      const dripping = setInterval(() => to.write('.'), 20);
      to.on('close', () => {
        clearInterval(dripping);
      });
    }
    if (wanted !== 'endless') return;
    const megabyte = Buffer.alloc(1024 * 1024);
    const pour = () => {
      while (!to.destroyed && to.write(megabyte));
    };
    to.on('drain', pour);
    pour();
  }

  return {
    origins,
    put: (server, file) => {
      count += 1;
      const url = `${origins[server]}/fileproxy/files/${count.toString(16).padStart(32, '0')}`;
      files.set(url, file);
      return url;
    },
    has: (url) => files.has(url),
    answerDeletesWith: (answer, ...named) => {
      for (const server of named.length > 0 ? named : ALL) deleteAnswers.set(origins[server], answer);
    },
    answerGetsWith: (answer, ...named) => {
      for (const server of named.length > 0 ? named : ALL) getAnswers.set(origins[server], answer);
    },
    cutHanging: () => {
      for (const response of hanging) response.destroy();
      hanging.clear();
    },
    requests,
    stop: async () => {
      await Promise.all(
        servers.map((server) => {
          const closed = new Promise((resolve) => server.close(resolve));
          server.closeAllConnections();
          return closed;
        }),
      );
    },
  };
}
