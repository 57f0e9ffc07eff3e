import { answer, json, readJson } from '@/app/api/answer';
import { listTokens, makeToken, newToken } from '@/lib/access/api-tokens';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listTokens(caller), nextCursor: null }));
}

export function POST(request: Request) {
  return answer(request, async (caller) => json(await makeToken(caller, await readJson(request, newToken)), 201));
}
