import { performance } from 'node:perf_hooks';
import { hashPassword } from '@/lib/access/password';
import { median } from './median';
import type { BenchServer } from './start-bench-server';

const SECRETS = 20_000;
const ACCOUNTS = 12;
/** One less than would be refused without a look. */
const GUESSES = 9;

/**
 * What the time of an answer tells somebody who guesses: a secret that begins right against one that does not, and a wrong
 * password of an account against one of nobody. The two take turns, and medians are compared.
 */
export async function measureGuessing(server: BenchServer): Promise<void> {
  const known = server.webhookPath;
  const wrong = `${known.slice(0, -'0123456789'.length)}9876543210`;
  const farOff = `${known.slice(0, known.lastIndexOf('/') + 1)}${'x'.repeat(wrong.length - known.lastIndexOf('/') - 1)}`;
  const secrets = await inTurns(SECRETS / 2, [() => post(server, wrong), () => post(server, farOff)]);

  const emails = Array.from({ length: ACCOUNTS }, (_, index) => `guessed-${index.toString()}@example.com`);
  for (const email of emails) await server.makeAccount(email);
  let address = 0;
  const guess = (email: string) => {
    address += 1;
    return post(server, '/api/auth/sign-in/email', {
      headers: { 'x-forwarded-for': `198.51.${Math.floor(address / 250).toString()}.${(address % 250).toString()}` },
      body: JSON.stringify({ email, password: 'not the password' }),
    });
  };
  let turn = 0;
  const passwords = await inTurns(ACCOUNTS * GUESSES, [
    () => guess(emails[(turn += 1) % ACCOUNTS] ?? ''),
    () => guess(`nobody-${turn.toString()}@example.com`),
  ]);
  const hashing = await inTurns(20, [() => hashPassword('a password of good length')]);

  const line = (times: number[], other: number[]) => ({
    'this, ms': median(times).toFixed(2),
    'that, ms': median(other).toFixed(2),
    ratio: (median(times) / median(other)).toFixed(3),
  });
  console.table({
    'webhook: a secret that begins right, one that does not': line(secrets[0] ?? [], secrets[1] ?? []),
    'sign-in: an account, nobody': line(passwords[0] ?? [], passwords[1] ?? []),
  });
  console.log(`Hashing a password: ${median(hashing[0] ?? []).toFixed(0)} ms.`);
}

/** Milliseconds of each piece of work, done one after the other, again and again. */
async function inTurns(times: number, work: (() => Promise<unknown>)[]): Promise<number[][]> {
  const taken = work.map((): number[] => []);
  for (let count = 0; count < times; count += 1) {
    for (const [index, each] of work.entries()) {
      const began = performance.now();
      await each();
      taken[index]?.push(performance.now() - began);
    }
  }
  return taken;
}

async function post(server: BenchServer, path: string, init: RequestInit = {}): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    origin: server.url,
    ...Object.fromEntries(new Headers(init.headers)),
  };
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body: '{}', ...init, headers });
  await answer.arrayBuffer();
  if (answer.status === 429) throw new Error('The guesses were refused without a look.');
}
