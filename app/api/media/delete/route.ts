import * as z from 'zod';
import { answer, json, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { deleteSeveralMedia } from '@/lib/inbox/delete-media';

const id = z.string().regex(/^[1-9]\d{0,14}$/);
const body = z.object({ ids: z.array(id).min(1).max(200) });

export function POST(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'media.delete');
    const { ids } = await readJson(request, body);
    return json({ items: await deleteSeveralMedia(caller, ids.map(Number)) }, 202);
  });
}
