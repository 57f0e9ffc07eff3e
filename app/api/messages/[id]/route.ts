import { answer, json, readId } from '@/app/api/answer';
import { findMessage } from '@/lib/inbox/reading/find-message';

export function GET(request: Request, { params }: RouteContext<'/api/messages/[id]'>) {
  return answer(request, async (caller) =>
    json(await findMessage(caller, readId((await params).id, 'message_not_found'))),
  );
}
