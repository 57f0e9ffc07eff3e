import { answer, json } from '@/app/api/answer';
import { sweepMedia } from '@/lib/inbox/media/measure-space';

export function POST(request: Request) {
  return answer(request, async (caller) => json(await sweepMedia(caller)));
}
