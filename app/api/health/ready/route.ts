import { json } from '@/app/api/answer';
import { readReadiness } from '@/lib/inbox/setup/read-readiness';

export const dynamic = 'force-dynamic';

export async function GET() {
  const readiness = await readReadiness();
  return json(readiness, readiness.status === 'ready' ? 200 : 503);
}
