import { answer, done, json, readName } from '@/app/api/answer';
import { listSessionsOf, signOutAccount } from '@/lib/access/accounts';

type Context = RouteContext<'/api/accounts/[id]/sessions'>;

export function GET(request: Request, { params }: Context) {
  return answer(request, async (caller) => {
    const items = await listSessionsOf(caller, readName((await params).id, 'account_not_found'));
    return json({ items, nextCursor: null });
  });
}

export function DELETE(request: Request, { params }: Context) {
  return answer(request, async (caller) => {
    await signOutAccount(caller, readName((await params).id, 'account_not_found'));
    return done();
  });
}
