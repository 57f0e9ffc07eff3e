import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { listAudit } from '@/lib/access/list-audit';
import { pageQuery, readIdCursor } from '@/lib/inbox/reading/cursor';

const query = pageQuery.extend({ userId: z.string().max(64).optional(), action: z.string().max(64).optional() });

export function GET(request: Request) {
  return answer(request, async (caller) => {
    const { cursor, ...wanted } = readQuery(request, query);
    return json(await listAudit(caller, { ...wanted, before: cursor === undefined ? null : readIdCursor(cursor) }));
  });
}
