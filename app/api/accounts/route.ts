import { answer, json, readJson } from '@/app/api/answer';
import { invitation, inviteAccount, listAccounts } from '@/lib/access/accounts';
import { permit } from '@/lib/access/caller';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listAccounts(caller), nextCursor: null }));
}

export function POST(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'accounts.manage');
    return json(await inviteAccount(caller, await readJson(request, invitation)), 201);
  });
}
