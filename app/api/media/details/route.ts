import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { describeSeveralMedia } from '@/lib/inbox/describe-media';

const query = z.object({
  ids: z
    .string()
    .regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14}){0,199}$/, 'must be at most 200 ids, comma-separated')
    .transform((ids) => ids.split(',').map(Number)),
});

export function GET(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'inbox.read');
    return json({ items: await describeSeveralMedia(caller, readQuery(request, query).ids) });
  });
}
