import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/cursor';
import { listProblems } from '@/lib/inbox/list-problems';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await listProblems(caller, readQuery(request, pageQuery))));
}
