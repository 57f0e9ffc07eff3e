import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type HostWatch = {
  /** For the process to be watched, and so for all that it starts. */
  env: Record<string, string>;
  /** Hosts other than this machine that it has asked so far. */
  hosts: () => Promise<string[]>;
  stop: () => Promise<void>;
};

/**
 * Sees which hosts a process asks: a hook tells of what Node connects to, and a proxy that lets nothing through tells of
 * programs that are not JavaScript.
 */
export async function watchHosts(): Promise<HostWatch> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-hosts-'));
  const file = path.join(folder, 'hosts');
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(403).end();
  }).on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const port = await new Promise<number>((resolve, reject) => {
    proxy.listen(0, '127.0.0.1', () => {
      const address = proxy.address();
      if (address === null || typeof address === 'string') reject(new Error('The proxy has no port.'));
      else resolve(address.port);
    });
  });
  const address = `http://127.0.0.1:${port}`;

  return {
    env: {
      NODE_OPTIONS: `--require ${JSON.stringify(path.resolve('lib/commands/checks/record-hosts.cjs'))}`,
      RECORD_HOSTS_IN: file,
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      http_proxy: address,
      https_proxy: address,
      NO_PROXY: 'localhost,127.0.0.1,::1',
      no_proxy: 'localhost,127.0.0.1,::1',
    },
    hosts: async () => {
      const recorded = await readFile(file, 'utf8').catch(() => '');
      return [...new Set([...asked, ...recorded.split('\n').filter((host) => host !== '')])];
    },
    stop: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
