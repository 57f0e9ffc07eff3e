import { hasSecrets, keyCheck, makeSecrets, SecretsError } from '@/lib/config/secrets';
import type { Database } from '@/lib/db/engine/database';
import { listKeyedRows } from '@/lib/db/tables/key-check';
import { readSetting, writeSetting } from '@/lib/db/tables/settings';
import { isAsReceived, referenceHash } from '@/lib/inbox/deliveries/recognition';

const ELSEWHERE =
  'Without them a retry would be stored twice, and an erased message could come back. Put back the secrets.json that belongs to this database: from a backup of DATA_DIR, or from the machine where Inlet was started first.';

/**
 * Checks that the keys in DATA_DIR are those that the database was written with. A new database gets new keys; one of an
 * earlier version, which has no check value yet, is compared with what it holds. Throws `SecretsError` when the keys are
 * missing or others, before anything is written with them.
 */
export async function adoptKeys(database: Database): Promise<void> {
  const known = await readSetting(database.reader, 'keyCheck');
  const rows = known === null ? await listKeyedRows(database.reader) : null;
  const isNew = rows !== null && rows.messages.length === 0 && rows.deliveries.length === 0;
  if (!isNew && !hasSecrets()) throw new SecretsError(`The keys of this database are not in DATA_DIR. ${ELSEWHERE}`);
  makeSecrets();
  if (rows && !isNew && !isKeyedHere(rows)) throw otherKeys();
  // Of two processes that start on a new database, each with a DATA_DIR of its own, the first one's keys count.
  const settled = await database.write(async (tx) => {
    const written = await readSetting(tx, 'keyCheck');
    if (written === null) await writeSetting(tx, 'keyCheck', keyCheck());
    return written ?? keyCheck();
  });
  if (settled !== keyCheck()) throw otherKeys();
}

function otherKeys(): SecretsError {
  return new SecretsError(`The keys in DATA_DIR/secrets.json are not those of this database. ${ELSEWHERE}`);
}

/** One row that the key explains is proof; a delivery of which a part was erased has lost its own. */
function isKeyedHere({ messages, deliveries }: Awaited<ReturnType<typeof listKeyedRows>>): boolean {
  return messages.some(({ reference, hash }) => referenceHash(reference) === hash) || deliveries.some(isAsReceived);
}
