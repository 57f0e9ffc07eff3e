import { answer, json } from '@/app/api/answer';
import { listBusinessNumbers } from '@/lib/inbox/acting/label-business-number';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listBusinessNumbers(caller), nextCursor: null }));
}
