import * as z from 'zod';
import { answer, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { changeSettings } from '@/lib/inbox/setup/change-settings';

const body = z
  .object({ streetTilesForAll: z.boolean(), deletesOnNotice: z.boolean() })
  .partial()
  .refine((given) => Object.keys(given).length > 0, 'Name a setting.');

export function PUT(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'settings.change');
    await changeSettings(caller, await readJson(request, body));
    return new Response(null, { status: 204 });
  });
}
