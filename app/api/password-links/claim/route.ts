import * as z from 'zod';
import { done, readJson, withProblems } from '@/app/api/answer';
import { assertOwnOrigin } from '@/lib/access/assert-own-origin';
import { CLIENT_ADDRESS_HEADER } from '@/lib/access/client-address';
import { claimPasswordLink } from '@/lib/access/password-links';

const body = z.object({
  token: z.string().max(200),
  password: z.string().max(1024),
  name: z.string().trim().min(1).max(100).optional(),
});

export function POST(request: Request) {
  return withProblems(async () => {
    assertOwnOrigin(request.headers);
    await claimPasswordLink(await readJson(request, body), request.headers.get(CLIENT_ADDRESS_HEADER));
    return done();
  });
}
