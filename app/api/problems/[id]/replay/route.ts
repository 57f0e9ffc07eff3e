import { answer, readId } from '@/app/api/answer';
import { replayProblem } from '@/lib/inbox/problems/replay-problem';

export function POST(request: Request, { params }: RouteContext<'/api/problems/[id]/replay'>) {
  return answer(request, async (caller) => {
    await replayProblem(caller, readId((await params).id, 'problem_not_found'));
    return new Response(null, { status: 204 });
  });
}
