import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { config } from '@/lib/config/config';
import { nodeWarning } from '@/lib/config/node-floor';
import { hasAdministrator } from '@/lib/db/tables/accounts';
import {
  readNotedHead,
  verifyAudit,
  writtenHead,
  type NotedHead,
  type Verification,
} from '@/lib/db/tables/audit-chain';
import { countDangling } from '@/lib/db/engine/count-dangling';
import { installDatabase, type Database } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { sayWhy } from '@/lib/commands/process/say-why';

type Finding = { what: string; wrong: string | null };

/**
 * `npm run doctor`: looks an installation over, running or not, and says what is wrong with it. Ends with 1 when something
 * is. With `--audit-head`, compares the audit log with a head that it or the settings page showed earlier.
 */
await sayWhy(async () => {
  const noted = readArguments();
  const settings = config();
  // Opening checks the pragmas, the whole file, and that no newer version made it.
  const database = await openDatabase(settings.DATABASE_URL, { allowUnsafe: settings.ALLOW_UNSAFE_DATABASE });
  installDatabase(database);
  try {
    await adoptKeys(database);
    const findings = [
      { what: 'Database opens, is sound, and has all migrations', wrong: null },
      await checkIntegrity(database),
      ...(await checkAudit(database, noted)),
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

function readArguments(): NotedHead | null {
  const { values } = parseArgs({ options: { 'audit-head': { type: 'string' } } });
  const given = values['audit-head'];
  const noted = given === undefined ? null : readNotedHead(given);
  if (given !== undefined && noted === null)
    throw new Error('Give the head as it was shown: npm run doctor -- --audit-head 1234:0123456789abcdef');
  return noted;
}

async function checkAudit({ reader }: Database, noted: NotedHead | null): Promise<Finding[]> {
  const verified = await verifyAudit(reader, noted);
  const { entries, broken, head } = verified;
  const whole = { what: `Audit log (${entries.toString()} entries hold, head ${writtenHead(head)})`, wrong: null };
  const compared = noted === null ? [] : [compareHead(noted, verified)];
  if (broken === null) return [whole, ...compared];
  const wrong =
    broken === 'end'
      ? 'later entries have been removed, or the head has been changed.'
      : `entry ${broken.toString()} is not as it was written, or the one before it is gone.`;
  return [{ what: `Audit log (${entries.toString()} entries hold)`, wrong }, ...compared];
}

/** What has become of the head that somebody noted. */
function compareHead({ entries: then, code }: NotedHead, { entries: now, noted }: Verification): Finding {
  const what = `Noted audit head ${then.toString()}:${code}`;
  const later = (now - then).toString();
  if (noted === 'same') return { what: `${what}: the log ends with it`, wrong: null };
  if (noted === 'grown') return { what: `${what}: the log contains it and has grown by ${later} entries`, wrong: null };
  if (noted === 'missing')
    return { what, wrong: `${(then - now).toString()} entries are missing: the log has only ${now.toString()}.` };
  if (noted === 'unreached') return { what, wrong: 'the log is broken before it.' };
  return { what, wrong: `this is another log, or its first ${then.toString()} entries have been replaced.` };
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
