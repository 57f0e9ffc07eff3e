import { answer, readId } from '@/app/api/answer';
import { handleConversation } from '@/lib/inbox/handle-conversation';

export function POST(request: Request, { params }: RouteContext<'/api/conversations/[id]/handled'>) {
  return answer(request, async (caller) => {
    await handleConversation(caller, readId((await params).id, 'conversation_not_found'));
    return new Response(null, { status: 204 });
  });
}
