import { answer, done, readId } from '@/app/api/answer';
import { endToken } from '@/lib/access/api-tokens';

export function DELETE(request: Request, { params }: RouteContext<'/api/tokens/[id]'>) {
  return answer(request, async (caller) => {
    await endToken(caller, readId((await params).id, 'token_not_found'));
    return done();
  });
}
