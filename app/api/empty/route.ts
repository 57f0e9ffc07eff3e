import { answerNotFound } from '@/app/api/answer';
import { config } from '@/lib/config/config';

export const dynamic = 'force-dynamic';

export { answerNotFound as DELETE, answerNotFound as GET, answerNotFound as PATCH, answerNotFound as PUT };

/** Does nothing but read the body, for `npm run bench` to measure against. To everybody else it is an unknown path. */
export async function POST(request: Request) {
  if (!config().BENCH) return answerNotFound();
  await request.arrayBuffer();
  return new Response(null, { status: 200 });
}
