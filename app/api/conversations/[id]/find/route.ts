import * as z from 'zod';
import { answer, json, readId, readQuery } from '@/app/api/answer';
import { findInConversation } from '@/lib/inbox/reading/find-in-conversation';

const query = z.object({ q: z.string().default(''), zone: z.string().max(50).optional() });

export function GET(request: Request, { params }: RouteContext<'/api/conversations/[id]/find'>) {
  return answer(request, async (caller) => {
    const id = readId((await params).id, 'conversation_not_found');
    return json(await findInConversation(caller, id, { ...readQuery(request, query), signal: request.signal }));
  });
}
