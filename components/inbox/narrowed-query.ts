import type { ConversationView } from '@/lib/client/conversation-queries';
import { wordOfKind } from '@/lib/messages/search-operators';
import { parseQuery } from '@/lib/messages/search-query';

import type { InboxAddress } from './inbox-url';

const states: Partial<Record<ConversationView, string>> = { unread: 'is:unread', new: 'is:new', done: 'is:done' };

/**
 * What is searched for when the list is narrowed: the view and filters of the address as operators, before what was
 * typed, so that a quotation mark left open takes none of them and a day or kind that was typed holds.
 */
export function narrowedQuery({ view, q, businessNumber, kind, after, before }: InboxAddress): string {
  const parts = [
    states[view],
    businessNumber && `number:${businessNumber}`,
    // Several kinds would mean any of them.
    kind && parseQuery(q).kinds.length === 0 && `kind:${wordOfKind(kind)}`,
    after && `after:${after}`,
    before && `before:${before}`,
    q,
  ];
  return parts.filter((part) => part).join(' ');
}
