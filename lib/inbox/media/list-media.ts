import { permit, type Caller } from '@/lib/access/caller';
import { findConversationRows } from '@/lib/db/tables/conversation-rows';
import { resolveConversation } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { hydrateMessage } from '@/lib/db/tables/hydrate-message';
import { countMediaByMonth, countMediaByType, listMediaMessages, type MediaFilter } from '@/lib/db/tables/media-list';
import { findMessages } from '@/lib/db/tables/messages';
import type { Conversation } from '@/lib/messages/conversation';
import { foldText } from '@/lib/messages/fold-text';
import type { MediaType } from '@/lib/messages/kinds/media';
import type { MediaCounts } from '@/lib/messages/media-counts';
import type { Message } from '@/lib/messages/message';
import type { Page } from '@/lib/messages/page';
import { placeCursor, readPlaceCursor } from '@/lib/inbox/reading/cursor';
import { hydrateConversations } from '@/lib/inbox/reading/hydrate-conversations';
import { previewWords } from '@/lib/inbox/reading/preview-words';

type Wanted = {
  type?: MediaType[] | undefined;
  /** `YYYY-MM`, in UTC. */
  month?: string | undefined;
  /** In the name of the file, the text beside it, or the customer's name. */
  q?: string | undefined;
  conversation?: number | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};

type MediaPage = Page<{ message: Message; conversation: Conversation }> & { counts: MediaCounts | null };

/**
 * Messages with files, the newest first; tombstones are left out. The first page says how many there are by month and by
 * type. Throws `Refusal` `invalid_request` for a cursor that is none of ours.
 */
export async function listMedia(caller: Caller, wanted: Wanted): Promise<MediaPage> {
  permit(caller, 'inbox.read');
  const { type, month, q = '', conversation, cursor, limit = 50 } = wanted;
  const { reader } = database();
  const filter: MediaFilter = {
    scope: caller.scope,
    types: type,
    month: month === undefined ? undefined : bounds(month),
    folded: foldText(q),
    ...(conversation !== undefined && {
      blocked: 'shown',
      conversationId: (await resolveConversation(reader, conversation, caller.scope)) ?? 0,
    }),
  };
  const before = cursor === undefined ? null : readPlaceCursor(cursor);
  const ids = await listMediaMessages(reader, filter, { before, limit: limit + 1 });
  const rows = await findMessages(reader, ids.slice(0, limit));
  const conversationIds = [...new Set(rows.map((row) => row.conversationId))];
  const conversations = await hydrateConversations(reader, caller, await findConversationRows(reader, conversationIds));
  const byId = new Map(conversations.map((each) => [each.id, each]));
  const last = rows.at(-1);
  return {
    items: rows.flatMap((row) => {
      const message = hydrateMessage(row, previewWords);
      const found = byId.get(message.conversationId);
      return found ? [{ message, conversation: found }] : [];
    }),
    nextCursor: ids.length > limit && last ? placeCursor(last) : null,
    counts: before === null ? await countMedia(filter) : null,
  };
}

/** Each count leaves out its own filter, so that it says what another choice would find. */
async function countMedia(filter: MediaFilter): Promise<MediaCounts> {
  const { reader } = database();
  const [months, types] = await Promise.all([
    countMediaByMonth(reader, { ...filter, month: undefined }),
    countMediaByType(reader, { ...filter, types: undefined }),
  ]);
  const count = (type: MediaType) => types.get(type) ?? 0;
  return {
    months,
    types: {
      image: count('image'),
      video: count('video'),
      audio: count('audio'),
      sticker: count('sticker'),
      document: count('document'),
    },
  };
}

function bounds(month: string): { from: Date; to: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: new Date(Date.UTC(year, number - 1)), to: new Date(Date.UTC(year, number)) };
}
