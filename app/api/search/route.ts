import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/cursor';
import { searchInbox } from '@/lib/inbox/search-inbox';

const query = pageQuery.extend({ q: z.string().max(500).default('') });

export function GET(request: Request) {
  return answer(request, async (caller) => json(await searchInbox(caller, readQuery(request, query))));
}
