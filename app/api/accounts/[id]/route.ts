import { answer, done, readJson, readName } from '@/app/api/answer';
import { accountChange, changeAccount, deleteAccount } from '@/lib/access/accounts';
import { permit } from '@/lib/access/caller';

type Context = RouteContext<'/api/accounts/[id]'>;

export function PATCH(request: Request, { params }: Context) {
  return answer(request, async (caller) => {
    permit(caller, 'accounts.manage');
    const id = readName((await params).id, 'account_not_found');
    await changeAccount(caller, id, await readJson(request, accountChange));
    return done();
  });
}

export function DELETE(request: Request, { params }: Context) {
  return answer(request, async (caller) => {
    await deleteAccount(caller, readName((await params).id, 'account_not_found'));
    return done();
  });
}
