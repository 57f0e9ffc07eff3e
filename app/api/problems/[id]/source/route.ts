import { answer, readId, source } from '@/app/api/answer';
import { readProblemSource } from '@/lib/inbox/reading/read-source';

export function GET(request: Request, { params }: RouteContext<'/api/problems/[id]/source'>) {
  return answer(request, async (caller) =>
    source(await readProblemSource(caller, readId((await params).id, 'problem_not_found'))),
  );
}
