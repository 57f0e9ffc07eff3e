import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { rowId } from '@/lib/access/row-id';
import { describeSeveralMedia } from '@/lib/inbox/media/describe-media';

const query = z.object({
  ids: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(rowId).max(200)),
});

export function GET(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'inbox.read');
    return json({ items: await describeSeveralMedia(caller, readQuery(request, query).ids) });
  });
}
