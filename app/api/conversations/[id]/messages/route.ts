import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { readThread } from '@/lib/inbox/reading/read-thread';

const query = pageQuery.extend({
  before: z.string().min(1).optional(),
  after: z.string().min(1).optional(),
  around: z.string().min(1).optional(),
});

export function GET(request: Request, { params }: RouteContext<'/api/conversations/[id]/messages'>) {
  return answer(request, async (caller) => {
    const { cursor, before, ...wanted } = readQuery(request, query);
    return json(await readThread(caller, (await params).id, { ...wanted, cursor: cursor ?? before }));
  });
}
