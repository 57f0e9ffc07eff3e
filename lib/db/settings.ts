import type { Reader } from './database';
import type { Tx } from './grouped-writer';

type Key = 'streetTilesForAll' | 'firstAdministratorToken' | 'reparse';

/** A setting of this installation, or null when nobody has set it. */
export async function readSetting(db: Reader | Tx, key: Key): Promise<string | null> {
  return (await db.setting.findUnique({ where: { key } }))?.value ?? null;
}

/** Sets a setting of this installation. */
export async function writeSetting(tx: Tx, key: Key, value: string): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** Takes a setting back. */
export async function deleteSetting(tx: Tx, key: Key): Promise<void> {
  await tx.setting.deleteMany({ where: { key } });
}
