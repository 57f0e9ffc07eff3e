import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import next from 'next';
import { offerFirstAdministrator } from '@/lib/access/first-administrator';
import { config, type Config } from '@/lib/config/config';
import { log } from '@/lib/config/log';
import { areSecretsNew, webhookSecrets } from '@/lib/config/secrets';
import { nodeWarning } from '@/lib/config/node-floor';
import { hasAdministrator } from '@/lib/db/tables/accounts';
import { keyAuditLog, readAuditHead } from '@/lib/db/tables/audit-chain';
import { installDatabase } from '@/lib/db/engine/database';
import { lockDatabase } from '@/lib/db/engine/lock-database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { startApplyWorker } from '@/lib/inbox/receiving/apply-worker';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { claimMedia } from '@/lib/inbox/setup/claim-media';
import { mask } from '@/lib/inbox/setup/see-webhook';
import { startForwardWorker } from '@/lib/inbox/forwarding/forward-worker';
import { startChangeFeed } from '@/lib/live/change-feed';
import { FactReader } from '@/lib/media/fact-reader';
import { startMediaWorker } from '@/lib/media/media-worker';
import { startSweeping } from '@/lib/media/sweep-store';
import { compileFactThread } from '@/lib/commands/compile-commands.mjs';
import { startHttpServer } from './http-server';
import { collectGarbage, saveMemory } from './save-memory';

/** Runs Inlet until it is told to stop: database, workers and web server in one process. Throws a sentence when it cannot start. */
export async function serve({ dev, prepare }: { dev: boolean; prepare: () => Promise<void> }): Promise<void> {
  const settings = config();
  saveMemory();
  assertWritable(settings.DATA_DIR);
  await prepare();
  const lock = await lockDatabase(settings.DATABASE_URL, settings.DATA_DIR);
  const database = await openDatabase(settings.DATABASE_URL, { allowUnsafe: settings.ALLOW_UNSAFE_DATABASE });
  installDatabase(database);
  await adoptKeys(database);
  await claimMedia(database);
  await keyAuditLog(database);
  if ((await readAuditHead(database.reader)) === null)
    log().error('The end of the audit log is not as it was written. Run npm run doctor.');
  const stopSweeping = await startSweeping(database);
  const isFirst = areSecretsNew() || !(await hasAdministrator(database.reader));
  const administratorLink = await offerFirstAdministrator();

  // Next would take part in every WebSocket handshake on the server that it finds; only development has any.
  const app = next({ dev, hostname: settings.HOST, port: settings.PORT, ...(!dev && { httpServer: createServer() }) });
  await app.prepare();
  const handle = app.getRequestHandler();
  const changes = await startChangeFeed(database);
  const stopApplying = startApplyWorker(database);
  const stopMedia = startMediaWorker(database, { reader: new FactReader(compileFactThread) });
  const stopForwarding = startForwardWorker(database, settings.FORWARD_URL);
  const server = await startHttpServer(settings, (request, response) => handle(request, response), {
    isDevelopment: dev,
  });
  announce(settings, { isFirst, administratorLink });
  collectGarbage();
  const outdated = nodeWarning(process.versions.node);
  if (outdated !== null) log().warn(outdated);

  const stop = async (code = 0) => {
    log().info('stopping');
    changes.stop();
    await Promise.all([server.stop(), stopForwarding()]);
    await stopApplying();
    stopSweeping();
    await stopMedia();
    await database.close();
    lock.release();
    process.exit(code);
  };
  let stopping = false;
  const end = (why: string) => {
    log().fatal(why);
    if (!stopping) void stop(1);
    stopping = true;
  };
  database.onGone(() => {
    end('The database file has been removed or replaced. Nothing more is acknowledged; Inlet ends.');
  });
  lock.onLost(() => {
    end('A lock file has been removed or replaced. Another server could start beside this one; Inlet ends.');
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) void stop();
      stopping = true;
    });
  }
  // Whoever reads what is printed may go away. Unheard, each line would then be an error, and each error a line.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  process.on('unhandledRejection', (reason) => {
    log().error(
      { error: reason instanceof Error ? reason.name : 'unknown' },
      'A promise was rejected and nobody cared.',
    );
  });
}

function assertWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`DATA_DIR ${folder} is not a folder that can be written to.`);
  }
}

function announce(
  settings: Config,
  { isFirst, administratorLink }: { isFirst: boolean; administratorLink: string | null },
): void {
  const secret = webhookSecrets()[0] ?? '';
  // In full at the first start only: later it is in the settings page, and logs are kept for long.
  const shown = isFirst ? secret : mask(secret);
  console.log(`Inlet        ${settings.PUBLIC_URL}`);
  console.log(`Webhook      ${settings.PUBLIC_URL}/api/webhooks/cm/${shown}`);
  console.log(
    administratorLink === null
      ? `Sign in      ${settings.PUBLIC_URL}/sign-in`
      : `First sign-in, to make the administrator's account (works once):\n             ${administratorLink}`,
  );
}
