import { permit, type Caller } from '@/lib/access/caller';
import { database } from '@/lib/db/database';
import { recordAudit } from '@/lib/db/audit';
import { writeSetting } from '@/lib/db/settings';

/** Switches street map tiles on or off for everybody: each one that is shown tells the tile server about where a customer is. */
export async function changeSettings(
  caller: Caller,
  { streetTilesForAll }: { streetTilesForAll: boolean },
  now = new Date(),
) {
  permit(caller, 'settings.change');
  await database().write(async (tx) => {
    await writeSetting(tx, 'streetTilesForAll', String(streetTilesForAll));
    const outcome = streetTilesForAll ? 'on' : 'off';
    await recordAudit(tx, caller, { at: now, action: 'settings.street-tiles', outcome });
  });
}
