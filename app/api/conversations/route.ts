import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/cursor';
import { isKind } from '@/lib/messages/kinds';
import { listConversations } from '@/lib/inbox/list-conversations';

/** A day begins in UTC. */
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => new Date(text));

const query = pageQuery.extend({
  view: z.enum(['all', 'unread', 'new', 'done', 'blocked']).default('all'),
  q: z.string().max(200).default(''),
  businessNumber: z.string().max(50).optional(),
  kind: z.string().refine(isKind).optional(),
  after: instant.optional(),
  before: instant.optional(),
});

export function GET(request: Request) {
  return answer(request, async (caller) => json(await listConversations(caller, readQuery(request, query))));
}
