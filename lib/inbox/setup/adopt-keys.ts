import { discardMadeSecrets, hasSecrets, keyCheck, makeSecrets, secretsFile, SecretsError } from '@/lib/config/secrets';
import type { Database } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { holdsKeyedRows, listKeyedRows } from '@/lib/db/tables/key-check';
import { readSetting, writeSetting } from '@/lib/db/tables/settings';
import { isAsReceived, referenceHash } from '@/lib/inbox/deliveries/recognition';

const PUT_BACK =
  'put back the secrets.json that belongs to this database, from a backup of DATA_DIR or from the machine where Inlet was started on it first.';

/**
 * Checks that the keys in DATA_DIR are those that the database was written with. A new database gets new keys; one of an
 * earlier version, which has no check value yet, is compared with what it holds. Throws `SecretsError` when the keys are
 * missing or others, before anything is written with them.
 */
export async function adoptKeys(database: Database): Promise<void> {
  const { reader } = database;
  const known = await readSetting(reader, 'keyCheck');
  const isNew = known === null && !(await holdsKeyedRows(reader));
  if (!isNew && !hasSecrets())
    throw new SecretsError(
      `The keys of this database are not in DATA_DIR, where ${secretsFile()} is missing: ${PUT_BACK}`,
    );
  makeSecrets();
  if (known === null && disproves(await listKeyedRows(reader))) throw otherKeys();
  // Of two processes that start on a new database, each with a DATA_DIR of its own, the first one's keys count.
  const settled = known ?? (await database.write(settleKeyCheck));
  if (settled === keyCheck()) return;
  discardMadeSecrets();
  throw otherKeys();
}

async function settleKeyCheck(tx: Tx): Promise<string> {
  const written = await readSetting(tx, 'keyCheck');
  if (written === null) await writeSetting(tx, 'keyCheck', keyCheck());
  return written ?? keyCheck();
}

function otherKeys(): SecretsError {
  return new SecretsError(`The keys in ${secretsFile()} are not those of this database: ${PUT_BACK}`);
}

/** Whether some of the rows were made with another key, and none with this one. */
function disproves({ messages, deliveries }: Awaited<ReturnType<typeof listKeyedRows>>): boolean {
  const isProven =
    messages.some(({ reference, hash }) => referenceHash(reference) === hash) || deliveries.some(isAsReceived);
  return !isProven && (messages.length > 0 || deliveries.some(isNeverRedacted));
}

/** An erasure leaves a part of a list, in other bytes than it came in; of a delivery that is no list it leaves nothing. */
function isNeverRedacted({ body }: { body: Uint8Array }): boolean {
  return body[0] !== '['.charCodeAt(0);
}
