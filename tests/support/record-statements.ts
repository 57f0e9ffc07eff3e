import { connect, createServer } from 'node:net';
import { listenOnFreePort } from './listen-on-free-port';

/** Stands between a client and a PostgreSQL server and keeps the statements that are sent, without the values beside them. */
export async function recordStatements(url: string) {
  const target = new URL(url);
  const conversations: Buffer[][] = [];
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const sent: Buffer[] = [];
    conversations.push(sent);
    near.on('data', (bytes) => sent.push(bytes));
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => near.destroy());
  });
  const recorded = new URL(url);
  recorded.port = String(await listenOnFreePort(server));
  return {
    url: recorded.href,
    statements: () => conversations.flatMap((sent) => statementsIn(Buffer.concat(sent))),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** PostgreSQL, message formats: after the start a type, a length that counts itself, and the rest. P: Parse, Q: Query. */
function statementsIn(sent: Buffer): string[] {
  const statements: string[] = [];
  let at = sent.length < 4 ? 0 : sent.readInt32BE(0);
  while (at + 5 <= sent.length) {
    const type = String.fromCharCode(sent.readUInt8(at));
    const end = at + 1 + sent.readInt32BE(at + 1);
    const texts = sent.toString('utf8', at + 5, end).split('\0');
    if (type === 'Q') statements.push(texts[0] ?? '');
    if (type === 'P') statements.push(texts[1] ?? '');
    at = end;
  }
  return statements;
}
