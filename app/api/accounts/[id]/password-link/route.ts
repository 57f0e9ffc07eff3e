import { answer, json, readName } from '@/app/api/answer';
import { makePasswordLink } from '@/lib/access/accounts';

export function POST(request: Request, { params }: RouteContext<'/api/accounts/[id]/password-link'>) {
  return answer(request, async (caller) =>
    json(await makePasswordLink(caller, readName((await params).id, 'account_not_found')), 201),
  );
}
