import { answer, json, readJson } from '@/app/api/answer';
import { listTokens, makeToken, newToken } from '@/lib/access/api-tokens';
import { permit, permitPerson } from '@/lib/access/caller';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listTokens(caller), nextCursor: null }));
}

export function POST(request: Request) {
  return answer(request, async (caller) => {
    permitPerson(caller);
    permit(caller, 'tokens.manage');
    return json(await makeToken(caller, await readJson(request, newToken)), 201);
  });
}
