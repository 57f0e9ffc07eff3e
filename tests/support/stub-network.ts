import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { createServer } from 'node:net';
import tls from 'node:tls';
import * as z from 'zod';
import { makeAuthority, type Authority, type Certificate } from './make-certificate';

/** What a connection said before it was answered: the server's name in TLS, and all bytes of the request. */
type Heard = { servername: string; request: string };

export type StubNetwork = {
  /** Every TCP connection that this process began, `address:port`, wherever it would have led. */
  connects: string[];
  /** Every host name that was looked up. */
  lookups: string[];
  heard: Heard[];
  authority: Authority;
  /** What a host name means from now on. */
  resolveWith: (resolve: (host: string) => string[]) => void;
  /** Which certificate a server shows; by default one that the trusted authority has issued for the name asked for. */
  certifyWith: (certify: (host: string) => Certificate) => void;
  /** What it answers, byte for byte. */
  answerWith: (answer: (request: string) => string) => void;
  stop: () => Promise<void>;
};

type ConnectHandle = (this: unknown, request: unknown, address: string, port: number, ...rest: unknown[]) => number;
const handle = z.object({
  connect: z.custom<ConnectHandle>((value) => typeof value === 'function'),
  connect6: z.custom<ConnectHandle>((value) => typeof value === 'function'),
});

const answered = z.custom<(...answer: unknown[]) => void>((value) => typeof value === 'function');

/** An address that is public and nobody's here. */
export const PUBLIC = '93.184.215.14';

/**
 * The internet as this process sees it: names mean what the test says, every connection is written down and ends at one
 * local server, which has a valid certificate for whatever name is asked for. Whatever was connected to is seen below
 * all of Node's own code, in the handle of the socket.
 */
export async function startStubNetwork(): Promise<StubNetwork> {
  const connects: string[] = [];
  const lookups: string[] = [];
  const heard: Heard[] = [];
  const authority = makeAuthority('An authority that everybody trusts');
  const issued = new Map<string, Certificate>();
  const issue = (host: string) => {
    const known = issued.get(host) ?? authority.issue(host);
    issued.set(host, known);
    return known;
  };
  let resolve: (host: string) => string[] = () => [PUBLIC];
  let certify: (host: string) => Certificate = issue;
  let answer: (request: string) => string = () => 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n';

  const server = tls.createServer(
    {
      ...issue('nobody.example'),
      SNICallback: (servername, done) => {
        done(null, tls.createSecureContext(certify(servername)));
      },
    },
    (socket) => {
      let request = '';
      const servername = z.string().catch('').parse(socket.servername);
      socket.setEncoding('latin1').on('data', (text: string) => {
        request += text;
        if (!request.endsWith('\r\n\r\n')) return;
        heard.push({ servername, request });
        socket.end(answer(request), 'latin1');
      });
      socket.on('error', () => undefined);
    },
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const port = z.object({ port: z.number() }).parse(server.address()).port;

  const prototype = await prototypeOfHandles();
  const { connect, connect6 } = handle.parse(prototype);
  const lead: ConnectHandle = function (request, address, wanted) {
    connects.push(`${address}:${wanted.toString()}`);
    return connect.call(this, request, '127.0.0.1', port);
  };
  Object.assign(prototype, { connect: lead, connect6: lead });

  const { lookup } = dns;
  const stubLookup = (host: string, options: unknown, callback: unknown) => {
    lookups.push(host);
    const all = resolve(host).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const done = answered.parse(typeof options === 'function' ? options : callback);
    const wantsAll = z.object({ all: z.literal(true) }).safeParse(options).success;
    setImmediate(() => {
      if (all.length === 0) done(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
      else if (wantsAll) done(null, all);
      else done(null, all[0]?.address, all[0]?.family);
    });
  };
  Object.assign(dns, { lookup: stubLookup });
  syncBuiltinESMExports();

  // In place of those that Node knows: a real one has issued nothing to a local server.
  const { createSecureContext } = tls;
  Object.assign(tls, {
    createSecureContext: (options: tls.SecureContextOptions = {}) =>
      createSecureContext({ ...options, ca: options.ca ?? authority.cert }),
  });

  return {
    connects,
    lookups,
    heard,
    authority,
    resolveWith: (to) => (resolve = to),
    certifyWith: (by) => (certify = by),
    answerWith: (how) => (answer = how),
    stop: async () => {
      Object.assign(prototype, { connect, connect6 });
      Object.assign(dns, { lookup });
      Object.assign(tls, { createSecureContext });
      syncBuiltinESMExports();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** What all TCP handles of this process have in common. */
async function prototypeOfHandles(): Promise<object> {
  const any = createServer();
  await new Promise<void>((listening) => {
    any.listen(0, '127.0.0.1', listening);
  });
  const found: unknown = Reflect.get(any, '_handle');
  await new Promise((closed) => any.close(closed));
  const prototype: unknown = typeof found === 'object' && found !== null ? Object.getPrototypeOf(found) : null;
  return z.custom<object>((value) => typeof value === 'object' && value !== null).parse(prototype);
}
