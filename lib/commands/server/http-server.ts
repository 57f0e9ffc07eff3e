import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { CLIENT_ADDRESS_HEADER } from '@/lib/access/client-address';
import { addressList, plainAddress, type AddressList } from '@/lib/config/address-list';
import type { Config } from '@/lib/config/config';
import { securityHeaders } from './security-headers';

const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
  CLIENT_ADDRESS_HEADER,
];
/** Words between the parts of Next, which no client has a reason to say. */
const INTERNAL_HEADERS = /^(x-(middleware|invoke|nextjs|next|matched-path|now|vercel)\b|next-(resume|action)$)/;
/** Answered by the route for all unknown paths, so that one unknown path is like another to the byte. */
const UNKNOWN_PATH = '/api/unknown';
const HEADERS_DEADLINE_MS = 10_000;
const DRAIN_MS = 8_000;

const METHOD_REFUSED = JSON.stringify({
  title: 'Nothing here answers this method.',
  status: 405,
  detail: 'Nothing here answers this method.',
  code: 'method_not_allowed',
});

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;

/**
 * Our own small server round Next. A route handler sees only what a client claims; here is the socket: what clients say
 * of their address is removed unless a trusted proxy says it, and every answer, errors included, gets its security
 * headers. Resolves when it listens; rejects with a sentence when it cannot.
 */
export async function startHttpServer(
  settings: Config,
  handle: Handler,
  { isDevelopment = false }: { isDevelopment?: boolean } = {},
) {
  const trusted = addressList(settings.TRUSTED_PROXIES);
  const headers = securityHeaders(settings, { isDevelopment });
  const bodyDeadline = (settings.WEBHOOK_DEADLINE_SECONDS + 1) * 1000;
  let isStopping = false;
  const server = http.createServer(
    {
      headersTimeout: Math.min(HEADERS_DEADLINE_MS, bodyDeadline),
      // A whole request, body included, of any route. The webhook answers 408 itself, a second earlier.
      requestTimeout: bodyDeadline,
      // How often Node looks for connections that are past their deadline: every 30 s unless told.
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      // Whoever keeps a connection open and asks on is sent away after this answer.
      if (isStopping) response.shouldKeepAlive = false;
      stampAddress(request, trusted);
      dropInternalHeaders(request);
      tidyWebhookPath(request);
      if (isData(request)) tellRefusedMethod(response);
      if (isUnknown(request)) Object.assign(request, { method: 'POST', url: UNKNOWN_PATH });
      if (isData(request)) setHeaders(response, headers.forData());
      else if (request.url?.startsWith('/_next/static/') === true) setHeaders(response, headers.forFile());
      else {
        const nonce = randomBytes(16).toString('base64');
        const forPage = headers.forPage(nonce);
        setHeaders(response, forPage);
        // Next puts the nonce that it finds here on its own scripts and styles.
        request.headers['content-security-policy'] = forPage['content-security-policy'];
        request.headers['x-nonce'] = nonce;
      }
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

function stampAddress(request: http.IncomingMessage, trusted: AddressList): void {
  const socketAddress = plainAddress(request.socket.remoteAddress ?? '');
  const chain = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => plainAddress(part.trim()))
    .filter((part) => part !== '');
  let address = socketAddress;
  while (trusted.includes(address)) {
    const next = chain.pop();
    if (next === undefined) break;
    address = next;
  }
  if (!trusted.includes(socketAddress))
    for (const name of FORWARDING_HEADERS) Reflect.deleteProperty(request.headers, name);
  request.headers[CLIENT_ADDRESS_HEADER] = address;
}

function dropInternalHeaders(request: http.IncomingMessage): void {
  for (const name of Object.keys(request.headers))
    if (INTERNAL_HEADERS.test(name)) Reflect.deleteProperty(request.headers, name);
}

/**
 * A trailing or doubled slash in the webhook's address changes nothing. Next would answer 308, which CM.com counts as not
 * delivered and sends again for a month.
 */
function tidyWebhookPath(request: http.IncomingMessage): void {
  const [path = '', ...query] = (request.url ?? '').split('?');
  const tidy = path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  if (tidy.startsWith('/api/webhooks/')) request.url = [tidy, ...query].join('?');
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * What is answered like any unknown path, a wrong webhook secret included: a change sent to a page, for pages are only
 * read; a method that nobody uses; an address that is no path; and the image optimiser, which nothing here uses.
 */
function isUnknown(request: http.IncomingMessage): boolean {
  const { method = 'GET', url = '/' } = request;
  if (!isPath(url) || url.startsWith('/_next/image')) return true;
  if (READING.has(method)) return false;
  return !CHANGING.has(method) || !isData(request);
}

/** Whether Next can read the address: of one with broken escapes it says something else than of unknown paths. */
function isPath(url: string): boolean {
  try {
    decodeURIComponent(url.replace(/\?.*$/s, ''));
    return url.startsWith('/');
  } catch {
    return false;
  }
}

/** Next answers a method that a route does not have with 405 and nothing else; errors of the API say what they are. */
function tellRefusedMethod(response: http.ServerResponse): void {
  const [writeHead, end] = [response.writeHead.bind(response), response.end.bind(response)];
  let isTold = false;
  Object.assign(response, {
    // Whoever packs answers has the head written before the end.
    writeHead: (...parts: unknown[]): unknown => {
      isTold = (parts[0] ?? response.statusCode) === 405 && !response.hasHeader('content-type');
      if (isTold) setHeaders(response, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
      return Reflect.apply(writeHead, response, parts);
    },
    end: (...parts: unknown[]): unknown => {
      const isBare = response.statusCode === 405 && !response.headersSent && !response.hasHeader('content-type');
      return Reflect.apply(end, response, isTold || isBare ? [METHOD_REFUSED] : parts);
    },
  });
}

function isData({ url = '/' }: http.IncomingMessage): boolean {
  return url.startsWith('/api/') || url.startsWith('/fileproxy/');
}

function setHeaders(response: http.ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
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
