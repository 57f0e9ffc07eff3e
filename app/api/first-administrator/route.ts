import * as z from 'zod';
import { readJson, withProblems } from '@/app/api/answer';
import { assertOwnOrigin } from '@/lib/access/assert-own-origin';
import { claimFirstAdministrator } from '@/lib/access/first-administrator';

const body = z.looseObject({ token: z.string().max(200) });

export function POST(request: Request) {
  return withProblems(async () => {
    assertOwnOrigin(request.headers);
    const { token, ...account } = await readJson(request, body);
    await claimFirstAdministrator(token, account);
    return new Response(null, { status: 201 });
  });
}
