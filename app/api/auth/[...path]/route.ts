import { withProblems } from '@/app/api/answer';
import { assertOwnOrigin } from '@/lib/access/assert-own-origin';
import { auth } from '@/lib/access/auth';

export const dynamic = 'force-dynamic';

function handle(request: Request) {
  return withProblems(async () => {
    if (request.method !== 'GET') assertOwnOrigin(request.headers);
    return auth().handler(request);
  });
}

export { handle as GET, handle as POST };
