import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { listProblems } from '@/lib/inbox/problems/list-problems';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await listProblems(caller, readQuery(request, pageQuery))));
}
