import { answer } from '@/app/api/answer';
import { readMetrics } from '@/lib/inbox/setup/read-metrics';

export function GET(request: Request) {
  return answer(request, async (caller) => {
    const { text, contentType } = await readMetrics(caller);
    return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
  });
}
