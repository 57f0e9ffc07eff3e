import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { BlockList, isIPv6 } from 'node:net';
import { CLIENT_ADDRESS_HEADER } from '@/lib/access/auth';
import type { Config } from '@/lib/config/config';

const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
  CLIENT_ADDRESS_HEADER,
];
/** Answered by the route for all unknown paths, so that one unknown path is like another to the byte. */
const UNKNOWN_PATH = '/api/unknown';
const HEADERS_DEADLINE_MS = 10_000;
const DRAIN_MS = 8_000;

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;

/**
 * Our own small server round Next. A route handler sees only what a client claims; here is the socket: what clients say
 * of their address is removed unless a trusted proxy says it. Resolves when it listens; rejects with a sentence when it cannot.
 */
export async function startHttpServer(settings: Config, handle: Handler) {
  const trusted = trustedProxies(settings.TRUSTED_PROXIES);
  let isStopping = false;
  const server = http.createServer(
    { headersTimeout: HEADERS_DEADLINE_MS, keepAliveTimeout: 65_000 },
    (request, response) => {
      // Whoever keeps a connection open and asks on is sent away after this answer.
      if (isStopping) response.shouldKeepAlive = false;
      stampAddress(request, trusted);
      for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
      if (isUnknownChange(request)) request.url = UNKNOWN_PATH;
      void handle(request, response).catch(() => {
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await listen(server, settings);
  return {
    port: portOf(server.address()),
    /** Takes no new connections, lets answers that are under way end, then cuts what is left (live streams). */
    stop: async () => {
      isStopping = true;
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      server.closeIdleConnections();
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, DRAIN_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Street map servers refuse tiles to nobody: they are told the origin, and only they are asked, after a click.
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
};

function stampAddress(request: http.IncomingMessage, trusted: BlockList): void {
  const socketAddress = plainAddress(request.socket.remoteAddress ?? '');
  const chain = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => plainAddress(part.trim()))
    .filter((part) => part !== '');
  let address = socketAddress;
  while (isTrusted(trusted, address)) {
    const next = chain.pop();
    if (next === undefined) break;
    address = next;
  }
  if (!isTrusted(trusted, socketAddress))
    for (const name of FORWARDING_HEADERS) Reflect.deleteProperty(request.headers, name);
  request.headers[CLIENT_ADDRESS_HEADER] = address;
}

function trustedProxies(addresses: string[]): BlockList {
  const trusted = new BlockList();
  for (const entry of addresses) {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  return trusted;
}

function isTrusted(trusted: BlockList, address: string): boolean {
  return address !== '' && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** Pages are only read: a change sent to one is answered like any unknown path, a wrong webhook secret included. */
function isUnknownChange(request: http.IncomingMessage): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  const path = request.url ?? '/';
  return !reads && !path.startsWith('/api/') && !path.startsWith('/fileproxy/');
}

async function listen(server: http.Server, { PORT, HOST }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${PORT} on ${HOST} is taken. Stop the other program, or set PORT.`,
        EACCES: `Port ${PORT} may not be used by this user. Set PORT to one above 1023.`,
        EADDRNOTAVAIL: `HOST ${HOST} is not an address of this machine.`,
        ENOTFOUND: `HOST ${HOST} is not known.`,
      };
      reject(new Error(reasons[error.code ?? ''] ?? `The server cannot listen (${error.code ?? 'unknown'}).`));
    });
    server.listen(PORT, HOST, resolve);
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
