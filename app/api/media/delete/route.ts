import * as z from 'zod';
import { answer, json, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { rowId } from '@/lib/access/row-id';
import { deleteSeveralMedia } from '@/lib/inbox/media/delete-media';

const body = z.object({ ids: z.array(rowId).min(1).max(200) });

export function POST(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'media.delete');
    const { ids } = await readJson(request, body);
    return json({ items: await deleteSeveralMedia(caller, ids) }, 202);
  });
}
