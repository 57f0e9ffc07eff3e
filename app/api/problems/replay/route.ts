import { answer, json } from '@/app/api/answer';
import { replayProblems } from '@/lib/inbox/problems/replay-problems';

export function POST(request: Request) {
  return answer(request, async (caller) => json(await replayProblems(caller)));
}
