import { answer, json } from '@/app/api/answer';
import { Refusal } from '@/lib/access/refusal';
import { findConversation } from '@/lib/inbox/reading/find-conversation';

export function GET(request: Request, { params }: RouteContext<'/api/conversations/[id]'>) {
  return answer(request, async (caller) => {
    const conversation = await findConversation(caller, (await params).id);
    if (!conversation) throw new Refusal('conversation_not_found');
    return json(conversation);
  });
}
