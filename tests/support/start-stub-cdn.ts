import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOnFreePort } from './listen-on-free-port';

/** How the stub answers the next DELETE of a file that it has. */
export type DeleteAnswer = 204 | 403 | 404 | 410 | 500 | 'hang' | 'redirect';

export type CdnRequest = { origin: string; method: string; path: string };

export type StubCdn = {
  origins: [string, string, string];
  /** Puts a file on one of the three servers and gives its address. */
  put: (server: 0 | 1 | 2, file: { bytes: Uint8Array; contentType: string }) => string;
  has: (url: string) => boolean;
  answerDeletesWith: (answer: DeleteAnswer) => void;
  /** Closes the connections of requests that were left without an answer. */
  cutHanging: () => void;
  /** What was asked; a test may empty it. */
  requests: CdnRequest[];
  stop: () => Promise<void>;
};

/** Three servers that behave as CM.com's: each knows its own files only, and deletes one at its exact address. */
export async function startStubCdn(): Promise<StubCdn> {
  const files = new Map<string, { bytes: Uint8Array; contentType: string }>();
  const requests: CdnRequest[] = [];
  let deleteAnswer: DeleteAnswer = 204;
  const hanging = new Set<ServerResponse>();
  let count = 0;

  const servers: Server[] = [];
  const start = async () => {
    const server = createServer((request, response) => answer(origin, request, response));
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
    if (method === 'GET') {
      response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.bytes.length });
      return void response.end(file.bytes);
    }
    if (method !== 'DELETE') return void response.writeHead(405).end();
    if (deleteAnswer === 'hang') return void hanging.add(response);
    if (deleteAnswer === 'redirect') {
      const other = origins[0] === origin ? origins[1] : origins[0];
      return void response.writeHead(307, { location: other + path }).end();
    }
    if (deleteAnswer === 204) files.delete(origin + path);
    response.writeHead(deleteAnswer).end();
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
    answerDeletesWith: (answer) => (deleteAnswer = answer),
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
