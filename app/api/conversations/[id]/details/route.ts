import { answer, json, readId } from '@/app/api/answer';
import { describeConversation } from '@/lib/inbox/reading/describe-conversation';

export function GET(request: Request, { params }: RouteContext<'/api/conversations/[id]/details'>) {
  return answer(request, async (caller) =>
    json(await describeConversation(caller, readId((await params).id, 'conversation_not_found'))),
  );
}
