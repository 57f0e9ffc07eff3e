import { connect, createServer, type Socket } from 'node:net';
import { listenOnFreePort } from './listen-on-free-port';

/** A line between a browser and a server that a test can cut and mend. */
export async function startCuttableLine() {
  const sockets = new Set<Socket>();
  let target = 0;
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const port = await listenOnFreePort(server);
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://localhost:${port}`,
    leadTo: (serverPort: number) => (target = serverPort),
    cut,
    mend: () => (isCut = false),
    stop: () => {
      cut();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
