import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';

export type CloggedServer = {
  origin: string;
  /** What was asked since it is open: method and path. */
  requests: string[];
  /** Lets it answer everything with 204 from now on. */
  open: () => void;
  stop: () => Promise<void>;
};

/** In a thread of its own, for while it is stopped it must not even accept connections. */
const thread = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:http').createServer((request, response) => {
  parentPort.postMessage(request.method + ' ' + request.url);
  response.writeHead(204).end();
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(workerData, 0, 0));
});`;

/**
 * Starts a server that nobody can connect to: it listens, but its queue is full and it takes nobody out of it. So a
 * client of it stands between its decision and the wire.
 */
export async function startCloggedServer(): Promise<CloggedServer> {
  const isOpen = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(thread, { eval: true, workerData: isOpen });
  const requests: string[] = [];
  const port = await new Promise<number>((resolve) => {
    worker.on('message', (message: unknown) => {
      if (typeof message === 'number') resolve(message);
      else requests.push(z.string().parse(message));
    });
  });
  const queued = await Promise.all([queue(port), queue(port)]);
  return {
    origin: `http://127.0.0.1:${port.toString()}`,
    requests,
    open: () => {
      for (const socket of queued) socket.destroy();
      Atomics.store(isOpen, 0, 1);
      Atomics.notify(isOpen, 0);
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

function queue(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      resolve(socket);
    });
    socket.on('error', reject);
  });
}
