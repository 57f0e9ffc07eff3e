import { answer, json } from '@/app/api/answer';
import { countViews } from '@/lib/inbox/reading/count-views';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await countViews(caller)));
}
