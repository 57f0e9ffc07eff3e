import * as z from 'zod';
import { answer, readId, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { putAway } from '@/lib/inbox/acting/put-away';

const body = z.object({ done: z.boolean().default(true), upTo: z.string().optional() }).prefault({});

export function POST(request: Request, { params }: RouteContext<'/api/conversations/[id]/done'>) {
  return answer(request, async (caller) => {
    permit(caller, 'conversation.handle');
    const id = readId((await params).id, 'conversation_not_found');
    const { done, upTo } = await readJson(request, body);
    await putAway(caller, id, done, upTo === undefined ? undefined : readId(upTo, 'message_not_found'));
    return new Response(null, { status: 204 });
  });
}
