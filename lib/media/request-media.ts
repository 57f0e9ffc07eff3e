import { lookup as lookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const MOST_HEADER_BYTES = 16 * 1024;

/** How long a request may take, its body included, and what ends it before. */
export type RequestLimits = { deadlineMs: number; stop?: AbortSignal | undefined };

/**
 * Sends one request for a customer's file to the server that hosts it, and gives the answer with its body unread.
 * Redirects are not followed. A named host is connected to only at a public address, looked up once for this connection,
 * so that nobody can point it at a machine of ours. Rejects when nothing answers: a connection in ten seconds, then a
 * byte every thirty, and all of it before the deadline, which ends the body too.
 */
export function requestMedia(
  method: 'GET' | 'DELETE',
  url: URL,
  { deadlineMs, stop }: RequestLimits,
): Promise<http.IncomingMessage> {
  const named = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (isSecure ? https : http).request(
      url,
      {
        method,
        signal: stop,
        agent: false,
        headers: { accept: '*/*' },
        maxHeaderSize: MOST_HEADER_BYTES,
        // Whatever the environment says.
        rejectUnauthorized: true,
        ...(named && { lookup: lookupPublic }),
      },
      resolve,
    );
    const connecting = setTimeout(() => request.destroy(new Error('no connection in time')), CONNECT_MS);
    // A timer of our own: a signal made by AbortSignal.any of a time-out may be collected before it fires.
    const deadline = setTimeout(() => request.destroy(new Error('no end in time')), deadlineMs);
    request.on('socket', (socket) =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
      }),
    );
    request.on('close', () => {
      clearTimeout(connecting);
      clearTimeout(deadline);
      // Some answers end a request without an error, such as one that changes the protocol.
      reject(new Error('no answer'));
    });
    request.setTimeout(SILENCE_MS, () => request.destroy(new Error('no answer in time')));
    request.on('error', reject);
    request.end();
  });
}

/** Whether an answer says that there is no such file (any more). */
export function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

/** Whether an answer names another place. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookupAddress(hostname, { ...options, all: true }, (error, addresses) => {
    const found = error ? [] : addresses.filter(({ address, family }) => !isPrivate(address, family));
    const first = found[0];
    if (!first) {
      callback(error ?? new Error('the host has no public address'), '', 4);
    } else if (options.all) {
      callback(null, found);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

const privateAddresses = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  privateAddresses.addSubnet(network, prefix, 'ipv4');
}
const publicIpv6 = new BlockList();
publicIpv6.addSubnet('2000::', 3, 'ipv6');
const tunnels = new BlockList();
tunnels.addSubnet('2001::', 32, 'ipv6');
tunnels.addSubnet('2002::', 16, 'ipv6');
tunnels.addSubnet('2001:db8::', 32, 'ipv6');

function isPrivate(address: string, family: number): boolean {
  if (family === 4) return privateAddresses.check(address, 'ipv4');
  return !publicIpv6.check(address, 'ipv6') || tunnels.check(address, 'ipv6');
}
