import { permit, type Caller } from '@/lib/access/caller';
import { database } from '@/lib/db/engine/database';
import { recordAudit } from '@/lib/db/tables/audit';
import { writeSetting } from '@/lib/db/tables/settings';

const actions = { streetTilesForAll: 'settings.street-tiles', deletesOnNotice: 'settings.delete-on-notice' } as const;
const switches = ['streetTilesForAll', 'deletesOnNotice'] as const;

/**
 * Switches something on or off for everybody: street map tiles, each of which tells the tile server about where a
 * customer is; deleting files at CM.com too when customers delete their messages.
 */
export async function changeSettings(
  caller: Caller,
  wanted: Partial<Record<(typeof switches)[number], boolean | undefined>>,
  now = new Date(),
) {
  permit(caller, 'settings.change');
  await database().write(async (tx) => {
    for (const name of switches) {
      const isOn = wanted[name];
      if (isOn === undefined) continue;
      await writeSetting(tx, name, String(isOn));
      const outcome = isOn ? 'on' : 'off';
      await recordAudit(tx, caller, { at: now, action: actions[name], outcome });
    }
  });
}
