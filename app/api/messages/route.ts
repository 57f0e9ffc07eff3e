import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { listMessagesByKind } from '@/lib/inbox/reading/list-messages-by-kind';

const query = pageQuery.extend({ kind: z.enum(['media', 'location', 'order']) });

export function GET(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'inbox.read');
    return json(await listMessagesByKind(caller, readQuery(request, query)));
  });
}
