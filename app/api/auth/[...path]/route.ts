import { auth } from '@/lib/access/auth';

export const dynamic = 'force-dynamic';

async function handle(request: Request) {
  return auth().handler(request);
}

export { handle as GET, handle as POST };
