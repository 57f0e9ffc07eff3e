import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importDeliveries } from './import-deliveries';

describe('importing', () => {
  it('tries again while the webhook cannot store, in order, and goes on', async () => {
    const answers = [503, 200, 500, 503, 200];
    const { url, bodies } = await webhook(() => answers.shift() ?? 200);
    const pauses: number[] = [];
    const report = await importDeliveries(linesOf('{"a":1}', '{"a":2}', '{"a":3}'), url, undefined, (pause) => {
      pauses.push(pause);
      return Promise.resolve();
    });
    expect(report).toEqual({ taken: 3, notJson: [], refused: [] });
    expect(bodies).toEqual(['{"a":1}', '{"a":1}', '{"a":2}', '{"a":2}', '{"a":2}', '{"a":3}']);
    expect(pauses).toEqual([500, 500, 1000]);
  });

  it('sends each line as it stands, and names lines by number alone', async () => {
    const { url, bodies } = await webhook((body) => (body.includes('large') ? 413 : 200));
    const number = '{ "id": 12345678901234567890, "n": 1e400 }';
    const report = await importDeliveries(linesOf(number, 'none', '{"large":1}', '  ', '[1'), url);
    expect(report).toEqual({ taken: 1, notJson: [2, 5], refused: [3] });
    expect(bodies[0]).toBe(number);
  });

  it('stops with a sentence when nothing answers', async () => {
    const nowhere = importDeliveries(linesOf('{}'), 'http://127.0.0.1:1/', undefined, () => Promise.resolve());
    await expect(nowhere).rejects.toThrow('did not take line 1');
  });
});

async function* linesOf(...lines: string[]): AsyncGenerator<string> {
  yield* await Promise.resolve(lines);
}

async function webhook(statusFor: (body: string) => number): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(statusFor(body)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const bound = server.address();
  return { url: `http://127.0.0.1:${typeof bound === 'object' ? String(bound?.port) : ''}/`, bodies };
}
