import { answer, json, readQuery } from '@/app/api/answer';
import { listOwnSignIns } from '@/lib/access/own-account';
import { pageQuery, readIdCursor } from '@/lib/inbox/reading/cursor';

export function GET(request: Request) {
  return answer(request, async (caller) => {
    const { limit, cursor } = readQuery(request, pageQuery);
    return json(await listOwnSignIns(caller, { limit, before: cursor === undefined ? null : readIdCursor(cursor) }));
  });
}
