import { answer, done, readName } from '@/app/api/answer';
import { endOwnSession } from '@/lib/access/own-account';

export function DELETE(request: Request, { params }: RouteContext<'/api/account/sessions/[id]'>) {
  return answer(request, async (caller) => {
    await endOwnSession(caller, readName((await params).id, 'session_not_found'));
    return done();
  });
}
