import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { config } from '@/lib/config/config';
import { nodeWarning } from '@/lib/config/node-floor';
import { hasAdministrator } from '@/lib/db/tables/accounts';
import { verifyAudit } from '@/lib/db/tables/audit';
import { countDangling } from '@/lib/db/engine/count-dangling';
import { installDatabase, type Database } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { sayWhy } from '@/lib/commands/process/say-why';

type Finding = { what: string; wrong: string | null };

/** `npm run doctor`: looks an installation over, running or not, and says what is wrong with it. Ends with 1 when something is. */
await sayWhy(async () => {
  const settings = config();
  // Opening checks the pragmas, the whole file, and that no newer version made it.
  const database = await openDatabase(settings.DATABASE_URL, { allowUnsafe: settings.ALLOW_UNSAFE_DATABASE });
  installDatabase(database);
  try {
    await adoptKeys(database);
    const findings = [
      { what: 'Database opens, is sound, and has all migrations', wrong: null },
      await checkIntegrity(database),
      await checkAudit(database),
      await checkAdministrator(database),
      ...checkModes(settings.DATA_DIR),
      { what: `Node ${process.versions.node}`, wrong: nodeWarning(process.versions.node) },
    ];
    for (const { what, wrong } of findings) console.log(wrong === null ? `✓ ${what}` : `✗ ${what}: ${wrong}`);
    if (findings.some(({ wrong }) => wrong !== null)) process.exitCode = 1;
  } finally {
    await database.close();
  }
});

async function checkIntegrity(database: Database): Promise<Finding> {
  const dangling = await countDangling(database);
  return {
    what: 'What refers to something finds it',
    wrong: dangling === 0 ? null : `${dangling.toString()} rows refer to nothing.`,
  };
}

async function checkAudit({ reader }: Database): Promise<Finding> {
  const { entries, broken } = await verifyAudit(reader);
  const what = `Audit log (${entries.toString()} entries hold)`;
  if (broken === null) return { what, wrong: null };
  if (broken === 'end') return { what, wrong: 'later entries have been removed.' };
  return { what, wrong: `entry ${broken.toString()} is not as it was written, or the one before it is gone.` };
}

async function checkAdministrator({ reader }: Database): Promise<Finding> {
  const wrong = (await hasAdministrator(reader)) ? null : 'there is none yet. Start Inlet and open the link it prints.';
  return { what: 'Administrator', wrong };
}

function checkModes(folder: string): Finding[] {
  if (process.platform === 'win32') return [];
  return ['.', 'secrets.json', 'inlet.db', 'media']
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => {
      const others = statSync(file).mode & 0o077;
      return { what: `Only its owner reads ${file}`, wrong: others === 0 ? null : `run: chmod go= ${file}` };
    });
}
