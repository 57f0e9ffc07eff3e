import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { mo } from '../support/mo';
import { startInlet } from '../support/start-inlet';

const POSTS = 100;

it(`syncs to disk before each of ${POSTS} answers, in that order`, { timeout: 600_000 }, async () => {
  const calls = await callsDuring(POSTS);
  expect(answersWithoutSync(calls)).toEqual({ answers: POSTS, withoutSync: 0 });
  // What is looked for is there to be missed: the same calls without their syncing.
  const unsynced = calls.filter((call) => call !== 'sync');
  expect(answersWithoutSync(unsynced)).toEqual({ answers: POSTS, withoutSync: POSTS });
});

type Call = 'request' | 'sync' | 'answer';

/** Posts one after the other, and gives the system calls in their order. */
async function callsDuring(posts: number): Promise<Call[]> {
  if (spawnSync('strace', ['-V']).error)
    throw new Error('The Debian package strace is missing: apt-get install strace.');
  const folder = mkdtempSync(path.join(tmpdir(), 'inlet-strace-'));
  const inlet = await startInlet({ engine: 'sqlite' });
  const file = path.join(folder, 'trace');
  const trace = spawn('strace', [
    ...['-f', '-y', '-o', file, '-e', 'trace=fdatasync,fsync,read,write,writev', '-s', '40'],
    ...['-p', String(inlet.pid)],
  ]);
  await untilAttached(trace);
  const states = async () => new Set((await inlet.rows('Delivery')).map(({ state }) => state));
  for (let post = 0; post < posts; post += 1) {
    expect((await inlet.deliver(mo())).status).toBe(200);
    // Applying syncs as well: it must be over before the next one comes.
    await expect.poll(states, { interval: 5, timeout: 60_000 }).toEqual(new Set(['applied']));
  }
  trace.kill('SIGINT');
  await new Promise((resolve) => trace.once('exit', resolve));
  await inlet.remove();
  const lines = readFileSync(file, 'utf8').split('\n');
  rmSync(folder, { recursive: true });
  return lines.flatMap(callsOf());
}

/** Reads the lines of a trace one by one. A call that another thread's interrupts stands in two lines: it counts where it ends, but for an answer, which counts where it begins. */
function callsOf(): (line: string) => Call[] {
  const begun = new Map<string, string>();
  return (line) => {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const start = text.replace(/ *<unfinished \.\.\.>$/, '');
    const isAnswer = (call: string) => /^(write|writev)\(\d+<(TCP|socket):.*HTTP\/1\.1 200 OK/.test(call);
    if (start !== text) {
      begun.set(thread, start);
      return isAnswer(start) ? ['answer'] : [];
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    const call = rest === undefined ? text : (begun.get(thread) ?? '') + rest;
    if (/^f(data)?sync\(\d+<[^>]*-wal>\)\s*= 0/.test(call)) return ['sync'];
    if (/^read\(\d+<(TCP|socket):.*POST \/api\/webhooks/.test(call)) return ['request'];
    return isAnswer(call) && rest === undefined ? ['answer'] : [];
  };
}

function untilAttached(trace: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    trace.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('attached')) resolve();
    });
    trace.once('exit', () => reject(new Error('strace could not be attached.')));
  });
}

function answersWithoutSync(calls: Call[]): { answers: number; withoutSync: number } {
  const told = calls.join(' ');
  const answers = told.match(/answer/g)?.length ?? 0;
  return { answers, withoutSync: answers - (told.match(/request (sync )+answer/g)?.length ?? 0) };
}
