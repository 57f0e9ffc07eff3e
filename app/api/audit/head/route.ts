import { answer, json } from '@/app/api/answer';
import { readAuditHead } from '@/lib/access/read-audit-head';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await readAuditHead(caller)));
}
