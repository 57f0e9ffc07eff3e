import * as z from 'zod';
import { answer, readId, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { handleConversation } from '@/lib/inbox/acting/handle-conversation';

const body = z.object({ upTo: z.string().optional() }).prefault({});

export function POST(request: Request, { params }: RouteContext<'/api/conversations/[id]/handled'>) {
  return answer(request, async (caller) => {
    permit(caller, 'conversation.handle');
    const id = readId((await params).id, 'conversation_not_found');
    const { upTo } = await readJson(request, body);
    await handleConversation(caller, id, upTo === undefined ? undefined : readId(upTo, 'message_not_found'));
    return new Response(null, { status: 204 });
  });
}
