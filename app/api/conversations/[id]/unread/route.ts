import * as z from 'zod';
import { answer, readId, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { markUnread } from '@/lib/inbox/acting/mark-unread';

const body = z.object({ messageId: z.string().optional() }).prefault({});

export function POST(request: Request, { params }: RouteContext<'/api/conversations/[id]/unread'>) {
  return answer(request, async (caller) => {
    permit(caller, 'conversation.mark');
    const id = readId((await params).id, 'conversation_not_found');
    const { messageId } = await readJson(request, body);
    await markUnread(caller, id, messageId === undefined ? undefined : readId(messageId, 'message_not_found'));
    return new Response(null, { status: 204 });
  });
}
