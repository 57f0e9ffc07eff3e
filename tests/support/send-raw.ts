import { connect } from 'node:net';

/**
 * Sends bytes to a port as they are, so that a request can be wrong, slow or cut off, and gives the answer as it came
 * over the line. `end` closes our side of the connection after the last byte.
 */
export function sendRaw(port: number, request: string | Buffer, { end = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('connect', () => (end ? socket.end(request) : socket.write(request)));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (isWhole(Buffer.concat(chunks).toString('latin1'))) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server that refuses a body may close while we still write.
      if (chunks.length === 0) reject(error);
    });
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

function isWhole(answer: string): boolean {
  const [head, body] = answer.split(/\r\n\r\n(.*)/s);
  const length = /^content-length: (\d+)/im.exec(head ?? '')?.[1];
  if (length !== undefined) return body !== undefined && body.length >= Number(length);
  return body?.endsWith('0\r\n\r\n') ?? false;
}
