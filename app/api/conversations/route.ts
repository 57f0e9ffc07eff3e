import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/cursor';
import { listConversations } from '@/lib/inbox/list-conversations';

const query = pageQuery.extend({
  view: z.enum(['all', 'unread', 'new']).default('all'),
  q: z.string().max(200).default(''),
  businessNumber: z.string().max(50).optional(),
});

export function GET(request: Request) {
  return answer(request, async (caller) => json(await listConversations(caller, readQuery(request, query))));
}
