import * as z from 'zod';
import { answer, json, readId, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';

const query = pageQuery.extend({
  q: z.string().default(''),
  conversation: z.string().optional(),
  zone: z.string().max(50).optional(),
});

export function GET(request: Request) {
  return answer(request, async (caller) => {
    const { conversation, ...wanted } = readQuery(request, query);
    const conversationId = conversation === undefined ? undefined : readId(conversation, 'conversation_not_found');
    return json(await searchInbox(caller, { ...wanted, conversationId, signal: request.signal }));
  });
}
