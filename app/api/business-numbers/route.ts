import { answer, json } from '@/app/api/answer';
import { listBusinessNumbers } from '@/lib/inbox/label-business-number';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listBusinessNumbers(caller), nextCursor: null }));
}
