import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { listUnseenNames } from '@/lib/inbox/problems/list-unseen-names';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await listUnseenNames(caller, readQuery(request, pageQuery))));
}
