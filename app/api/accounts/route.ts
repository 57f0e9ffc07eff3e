import { answer, json } from '@/app/api/answer';
import { listAccounts } from '@/lib/inbox/list-accounts';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listAccounts(caller), nextCursor: null }));
}
