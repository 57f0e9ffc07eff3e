import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { suggestSearch } from '@/lib/inbox/reading/suggest-search';

const query = z.object({
  q: z.string().default(''),
  at: z.coerce.number().int().min(0).optional(),
});

export function GET(request: Request) {
  return answer(request, async (caller) => json(await suggestSearch(caller, readQuery(request, query))));
}
