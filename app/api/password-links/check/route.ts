import * as z from 'zod';
import { json, readJson, withProblems } from '@/app/api/answer';
import { assertOwnOrigin } from '@/lib/access/assert-own-origin';
import { CLIENT_ADDRESS_HEADER } from '@/lib/access/client-address';
import { checkPasswordLink } from '@/lib/access/password-links';

const body = z.object({ token: z.string().max(200) });

export function POST(request: Request) {
  return withProblems(async () => {
    assertOwnOrigin(request.headers);
    const { token } = await readJson(request, body);
    return json(await checkPasswordLink(token, request.headers.get(CLIENT_ADDRESS_HEADER)));
  });
}
