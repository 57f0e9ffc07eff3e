import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { rowId } from '@/lib/access/row-id';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { listMedia } from '@/lib/inbox/media/list-media';

const mediaType = z.enum(['image', 'video', 'audio', 'sticker', 'document']);
const query = pageQuery.extend({
  type: z
    .string()
    .transform((types) => types.split(','))
    .pipe(z.array(mediaType))
    .optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be YYYY-MM')
    .optional(),
  q: z.string().max(200).optional(),
  conversation: rowId.optional(),
});

export function GET(request: Request) {
  return answer(request, async (caller) => json(await listMedia(caller, readQuery(request, query))));
}
