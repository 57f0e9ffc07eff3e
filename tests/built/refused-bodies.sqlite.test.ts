import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mo } from '../support/mo';
import { sendRaw } from '../support/send-raw';
import { startInlet, type Inlet } from '../support/start-inlet';

const MEBIBYTE = 1024 * 1024;

let inlet: Inlet;
beforeAll(async () => {
  inlet = await startInlet({ env: { WEBHOOK_DEADLINE_SECONDS: '2' } });
});
afterAll(() => inlet.remove());

const head = (fields: string) =>
  `POST ${new URL(inlet.webhookUrl).pathname} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n\r\n`;
const isAlive = async () => (await inlet.deliver(mo())).status === 200;

describe('a body that is far too large', () => {
  it.each([5, 10.1, 12, 50])('of %d MB is refused, and never kept in part', async (megabytes) => {
    const before = await inlet.rows('Delivery');
    const body = Buffer.alloc(Math.round(megabytes * 1_000_000), 'x');
    // A server that closes while somebody still sends may cut its own answer off with it.
    const answer = await sendRaw(
      inlet.port,
      Buffer.concat([Buffer.from(head(`Content-Length: ${body.length}`)), body]),
    ).catch(() => '');
    expect(answer).toMatch(/^(HTTP\/1\.1 413 |$)/);
    expect(await inlet.rows('Delivery')).toHaveLength(before.length);
  });

  it('of 200 MB in chunks is cut off early', async () => {
    const sent = await sendChunks(200);
    expect(sent.answer).toMatch(/^(HTTP\/1\.1 413 |$)/);
    expect(sent.mebibytes).toBeLessThan(200);
    expect(await isAlive()).toBe(true);
  });

  it('when unpacked is kept as it came, and is a problem', async () => {
    const bomb = gzipSync(Buffer.alloc(500 * MEBIBYTE), { level: 9 });
    expect(bomb.length).toBeLessThan(MEBIBYTE);
    const response = await fetch(inlet.webhookUrl, {
      method: 'POST',
      body: bomb,
      headers: { 'content-encoding': 'gzip' },
    });
    expect(response.status).toBe(200);
    const reasons = async () => (await inlet.rows('Delivery')).map(({ reason }) => reason);
    await expect.poll(reasons).toContain('too-large-unpacked');
    expect(await isAlive()).toBe(true);
  });
});

describe('a body that lies about its length', () => {
  it('is late when it is shorter and the sender waits', async () => {
    expect(await sendRaw(inlet.port, `${head('Content-Length: 50')}{"short":1}`)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is kept up to its length at most when it is longer', async () => {
    await sendRaw(inlet.port, `${head('Content-Length: 2\r\nConnection: close')}{}and more`);
    const bodies = (await inlet.rows('Delivery')).map(({ body }) => String(body));
    expect(bodies.filter((body) => body.includes('and more'))).toEqual([]);
  });

  it('is refused when it has two lengths, or a length and chunks', async () => {
    for (const fields of [
      'Content-Length: 2\r\nContent-Length: 3',
      'Content-Length: 2\r\nTransfer-Encoding: chunked',
    ]) {
      expect(await sendRaw(inlet.port, `${head(fields)}{}`)).toMatch(/^HTTP\/1\.1 400 /);
    }
  });
});

it('a body of one byte each tenth of a second is refused when its time is up', { timeout: 20_000 }, async () => {
  const before = (await inlet.rows('Delivery')).length;
  const started = performance.now();
  expect(await trickle()).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(await inlet.rows('Delivery')).toHaveLength(before);
});

function trickle(): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(inlet.port, '127.0.0.1').setEncoding('latin1');
    socket.write(head('Content-Length: 1000'));
    const timer = setInterval(() => socket.write('x'), 100);
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

/** Sends chunks of a mebibyte for as long as they are taken. */
function sendChunks(most: number): Promise<{ answer: string; mebibytes: number }> {
  return new Promise((resolve) => {
    const socket = connect(inlet.port, '127.0.0.1').setEncoding('latin1');
    const chunk = Buffer.concat([
      Buffer.from(`${MEBIBYTE.toString(16)}\r\n`),
      Buffer.alloc(MEBIBYTE, 'x'),
      Buffer.from('\r\n'),
    ]);
    let mebibytes = 0;
    let answer = '';
    const next = (error?: Error | null) => {
      // Of what is written to a closed socket, nothing was taken.
      if (error || socket.destroyed || answer !== '' || mebibytes >= most) return void socket.end();
      mebibytes += 1;
      socket.write(chunk, next);
    };
    socket.write(head('Transfer-Encoding: chunked'), next);
    socket.on('data', (text: string) => {
      answer += text;
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ answer, mebibytes }));
  });
}
