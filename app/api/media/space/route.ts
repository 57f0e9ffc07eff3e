import { answer, json } from '@/app/api/answer';
import { measureSpace } from '@/lib/inbox/media/measure-space';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await measureSpace(caller)));
}
