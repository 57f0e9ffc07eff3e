import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scheduler } from 'node:timers/promises';
import * as z from 'zod';
import { freePort } from '@/lib/commands/checks/free-port';
import { hasSecrets, secretsFile } from '@/lib/config/secrets';

const SECRET = 'secret-of-the-benchmark-0123456789';
const ADMIN = { email: 'bench@example.com', password: 'a password of good length' };
const PATIENCE_MS = 300_000;
/** Of /proc: a hundred on every Linux that Node runs on. */
const TICKS_EACH_SECOND = 100;

export type BenchServer = Awaited<ReturnType<typeof startBenchServer>>;

/**
 * What a server of a benchmark begins with beside its own settings: `fill` makes its empty data. With `--keep FOLDER`,
 * what is in SQLite under the name `keptAs` is taken from there, and filled only when it is not there yet.
 */
export type Beginning = {
  env?: Record<string, string>;
  fill?: (databaseUrl: string) => Promise<void>;
  keptAs?: string;
};

export type StartServer = (beginning?: Beginning) => Promise<BenchServer>;

/**
 * Starts the production build in a process of its own, on SQLite unless a database is named; with empty data, unless
 * `fill` puts something there first.
 */
export async function startBenchServer(databaseUrl: string | undefined, { env, fill }: Beginning = {}) {
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-bench-'));
  const url = `http://localhost:${port.toString()}`;
  const storedIn = databaseUrl ?? `file:${path.join(folder, 'inlet.db')}`;
  await fill?.(storedIn);
  // What was filled here, now or earlier (`--keep`), was keyed with the secrets of this process.
  if (hasSecrets()) await copyFile(secretsFile(), path.join(folder, 'secrets.json'));
  const child = spawn(process.execPath, [...process.execArgv, 'lib/commands/run.mjs', 'start'], {
    env: {
      ...process.env,
      BENCH: 'true',
      PORT: port.toString(),
      DATA_DIR: folder,
      WEBHOOK_SECRET: SECRET,
      // A measurement may come from many addresses.
      TRUSTED_PROXIES: '127.0.0.1,::1',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const backlog = async () => {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    return answer?.ok ? z.object({ backlog: z.number() }).parse(await answer.json()).backlog : undefined;
  };
  await untilTrue(async () => (await backlog()) !== undefined);
  const cookie = await signIn(url);
  return {
    port,
    url,
    webhookPath: `/api/webhooks/cm/${SECRET}`,
    databaseUrl: storedIn,
    /** Memory of the server in megabytes; NaN where the system does not say. */
    megabytes: async () => {
      const status = await readFile(`/proc/${String(child.pid)}/status`, 'utf8').catch(() => '');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    },
    /** Seconds of processor time that the server has taken so far; NaN where the system does not say. */
    processorSeconds: async () => {
      const stat = await readFile(`/proc/${String(child.pid)}/stat`, 'utf8').catch(() => '');
      // The name in front may hold anything, spaces included. What follows it begins with the third field.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_EACH_SECOND;
    },
    /** What the administrator's browser sends along. */
    cookie,
    /** The API, as the administrator. */
    get: (route: string) => fetch(`${url}${route}`, { headers: { cookie } }),
    /** An account that reads, with some password. */
    makeAccount: async (email: string) => {
      const account = { email, name: email, role: 'viewer', password: ADMIN.password };
      const headers = { cookie, origin: url, 'content-type': 'application/json' };
      await fetch(`${url}/api/auth/admin/create-user`, { method: 'POST', headers, body: JSON.stringify(account) });
    },
    /** Resolves when no delivery waits to be read. */
    untilDrained: () => untilTrue(async () => (await backlog()) === 0),
    stop: async () => {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks again and again, for five minutes at most. */
export async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The server did not get there in five minutes.');
    await scheduler.wait(50);
  }
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(ADMIN),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
