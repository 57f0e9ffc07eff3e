import { answer, readId, source } from '@/app/api/answer';
import { readSource } from '@/lib/inbox/reading/read-source';

export function GET(request: Request, { params }: RouteContext<'/api/messages/[id]/source'>) {
  return answer(request, async (caller) =>
    source(await readSource(caller, readId((await params).id, 'message_not_found'))),
  );
}
