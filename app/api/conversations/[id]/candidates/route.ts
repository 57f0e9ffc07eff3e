import * as z from 'zod';
import { answer, json, readId, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { listCandidates } from '@/lib/inbox/customers/list-candidates';

const query = pageQuery.extend({ q: z.string().default('') });

export function GET(request: Request, { params }: RouteContext<'/api/conversations/[id]/candidates'>) {
  return answer(request, async (caller) => {
    const id = readId((await params).id, 'conversation_not_found');
    return json(await listCandidates(caller, id, readQuery(request, query)));
  });
}
