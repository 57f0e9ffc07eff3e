import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';

type Key =
  | 'streetTilesForAll'
  | 'deletesOnNotice'
  | 'firstAdministratorToken'
  | 'reparse'
  | 'keyCheck'
  | 'databaseId'
  | 'readyAt';

/** A setting of this installation, or null when nobody has set it. */
export async function readSetting(db: Reader | Tx, key: Key): Promise<string | null> {
  return (await db.setting.findUnique({ where: { key } }))?.value ?? null;
}

/** Sets a setting of this installation. */
export async function writeSetting(tx: Tx, key: Key, value: string): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** Whether a customer's deletion notice deletes the file at CM.com too: unless somebody has switched it off. */
export async function deletesOnNotice(db: Reader | Tx): Promise<boolean> {
  return (await readSetting(db, 'deletesOnNotice')) !== 'false';
}

/** Takes a setting back. */
export async function deleteSetting(tx: Tx, key: Key): Promise<void> {
  await tx.setting.deleteMany({ where: { key } });
}
