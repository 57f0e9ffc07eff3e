import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scheduler } from 'node:timers/promises';
import { freePort } from '@/lib/commands/checks/free-port';
import { ownDatabase } from './own-database';
import { rowsOf, type Row } from './rows';

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery staple' };

const WEBHOOK_SECRET = 'secret-of-the-tests-0123456789';

export type Inlet = {
  url: string;
  port: number;
  /** Its process, the first of its group. */
  pid: number;
  webhookUrl: string;
  dataDir: string;
  /** All rows of a table, read past it. */
  rows: (table: string) => Promise<Row[]>;
  /** What it printed so far. */
  output: () => string;
  /** Sends a body to the webhook, as JSON unless it is text already. */
  deliver: (body: unknown) => Promise<Response>;
  /** Its exit code, once it has ended. */
  ended: () => Promise<number | null>;
  /** Asks it to stop, waits for that, and gives its exit code. Leaves the data. */
  stop: () => Promise<number | null>;
  /** Ends it at once, as a power cut would. Leaves the data. */
  kill: () => Promise<void>;
  /** Stops it and removes the data. */
  remove: () => Promise<void>;
};

/**
 * Starts the production build in a process of its own, on a free port, with empty data unless a folder is given, and
 * waits until it is ready, or until it listens at all. On the engine that the test file runs on, unless told otherwise.
 * Empty data are tables without rows, copied, since making them takes a second each time; `first` leaves that to Inlet.
 */
export async function startInlet({
  env = {},
  dataDir,
  until = 'ready',
  engine = process.env.TEST_ENGINE ?? 'sqlite',
  first = false,
}: {
  env?: Record<string, string>;
  dataDir?: string;
  until?: 'ready' | 'listening';
  engine?: string;
  first?: boolean;
} = {}): Promise<Inlet> {
  const port = await freePort();
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'inlet-data-')));
  const file = path.join(folder, 'inlet.db');
  if (engine === 'sqlite' && dataDir === undefined && !first) await copyFile(process.env.TEST_SQLITE ?? '', file);
  const settings = {
    DATABASE_URL: `file:${file}`,
    ...(engine === 'postgresql' && (await ownDatabase(folder))),
    ...env,
  };
  const child = spawn(process.execPath, ['lib/commands/run.mjs', 'start'], {
    env: environmentWith({
      PORT: String(port),
      DATA_DIR: folder,
      WEBHOOK_SECRET,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ...settings,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the process which the command starts can be ended with it.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));

  const url = `http://localhost:${port}`;
  await Promise.race([
    untilAnswered(`${url}/api/health/${until === 'ready' ? 'ready' : 'live'}`),
    exit.then((code) => Promise.reject(new Error(`Inlet ended with code ${String(code)}:\n${output}`))),
  ]).catch((error: unknown) => {
    killGroup();
    throw new Error(`Inlet did not start: ${String(error)}\n${output}`);
  });

  function killGroup() {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  }

  const stop = () => {
    child.kill('SIGTERM');
    return exit;
  };
  const webhookUrl = `${url}/api/webhooks/cm/${WEBHOOK_SECRET}`;
  return {
    url,
    port,
    pid: child.pid ?? 0,
    webhookUrl,
    dataDir: folder,
    rows: (table) => rowsOf(settings.DATABASE_URL, table),
    output: () => output,
    deliver: (body) =>
      fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    ended: () => exit,
    stop,
    kill: async () => {
      killGroup();
      await exit;
    },
    remove: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** These settings and what any program needs: no setting of the person or tool that runs the tests reaches the server. */
function environmentWith(settings: Record<string, string>): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (!['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SYSTEMROOT', 'TZ'].includes(name))
      Reflect.deleteProperty(environment, name);
  }
  return Object.assign(environment, settings);
}

async function untilAnswered(url: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await scheduler.wait(50);
  }
  throw new Error('It did not answer within a minute.');
}
