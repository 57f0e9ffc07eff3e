import * as z from 'zod';
import { answer, json, readQuery } from '@/app/api/answer';
import { pageQuery } from '@/lib/inbox/reading/cursor';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { startOfDay } from '@/lib/inbox/reading/start-of-day';
import { isKind } from '@/lib/messages/kinds';

/** An instant, or a day, which begins in the zone that is told. */
const time = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

const query = pageQuery.extend({
  view: z.enum(['all', 'unread', 'new', 'done', 'blocked']).default('all'),
  q: z.string().default(''),
  businessNumber: z.string().max(50).optional(),
  kind: z.string().refine(isKind).optional(),
  after: time.optional(),
  before: time.optional(),
  zone: z.string().max(50).default('UTC'),
});

export function GET(request: Request) {
  return answer(request, async (caller) => {
    const { after, before, zone, ...wanted } = readQuery(request, query);
    const instantOf = (text: string | undefined) => (text === undefined ? undefined : readTime(text, zone));
    return json(await listConversations(caller, { ...wanted, after: instantOf(after), before: instantOf(before) }));
  });
}

function readTime(text: string, zone: string): Date {
  const [, year, month, day] = /^(\d+)-(\d+)-(\d+)$/.exec(text) ?? [];
  if (year === undefined) return new Date(text);
  return startOfDay({ year: Number(year), month: Number(month), day: Number(day) }, zone);
}
