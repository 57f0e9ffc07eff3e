import * as z from 'zod';
import type { KindAndContent } from '@/lib/messages/kind';
import type { PreviewWords } from '@/lib/messages/kind-definition';
import { kinds } from '@/lib/messages/kinds';
import { hydrateMedia, hydrateMediaFile, type MediaRow } from './hydrate-media';
import type { Message, PresentMessage, Quoted } from '@/lib/messages/message';
import { previewOf } from '@/lib/messages/preview-of';
import type { Prisma } from '@/lib/db/engine/client';

/** What a query must bring along for a message to be hydrated. */
export const withMediaAndQuote = { media: true, quotedMessage: { include: { media: true } } } as const;

export type MessageRow = Prisma.MessageGetPayload<{ include: typeof withMediaAndQuote }>;

// We wrote it ourselves: only that the kind is one of ours is worth asking, after a downgrade say.
const kindAndContent = z.custom<KindAndContent>(
  (value) =>
    z
      .object({ kind: z.string(), content: z.unknown() })
      .refine(({ kind }) => kind in kinds)
      .safeParse(value).success,
);

/** Row to domain. `words` speak the language of previews. */
export function hydrateMessage(row: MessageRow, words: PreviewWords): Message {
  const envelope = {
    id: String(row.id),
    conversationId: String(row.conversationId),
    direction: row.direction === 'MT' ? ('MT' as const) : ('MO' as const),
    quoted: hydrateQuoted(row, words),
    sentAt: row.sentAt.toISOString(),
    metaReceivedAt: row.metaReceivedAt?.toISOString() ?? null,
    receivedAt: row.receivedAt.toISOString(),
  };
  const said = hydrateContent(row);
  if (row.erasedAt !== null) {
    return {
      ...envelope,
      kind: said.kind,
      content: null,
      text: null,
      reference: null,
      messageContext: null,
      erasedAt: row.erasedAt.toISOString(),
    };
  }
  const present: PresentMessage = {
    ...envelope,
    ...said,
    text: row.text,
    reference: row.reference,
    messageContext: row.messageContext,
    ...(row.media && { file: hydrateMediaFile(row.media) }),
    erasedAt: null,
  };
  return present;
}

/** Kind and content of a row, with the present state of its file. */
export function hydrateContent(row: { kind: string; content: string | null; media: MediaRow | null }): KindAndContent {
  const stored = kindAndContent.safeParse({
    kind: row.kind,
    content: row.content === null ? null : parse(row.content),
  });
  if (!stored.success) return { kind: 'unknown', content: { messageType: row.kind } };
  return row.content === null || row.media === null ? stored.data : withMedia(stored.data, row.media);
}

function withMedia(said: KindAndContent, media: MediaRow): KindAndContent {
  if (said.kind === 'media') return { kind: 'media', content: hydrateMedia(media) };
  if (said.kind === 'error' && said.content.partial?.kind === 'media') {
    return { kind: 'error', content: { ...said.content, partial: { kind: 'media', content: hydrateMedia(media) } } };
  }
  return said;
}

function hydrateQuoted(row: MessageRow, words: PreviewWords): Quoted | null {
  if (row.contextHash === null) return null;
  const quoted = row.quotedMessage;
  if (!quoted) return { state: 'unknown' };
  const said = hydrateContent(quoted);
  if (quoted.erasedAt !== null) return { state: 'erased', messageId: String(quoted.id), kind: said.kind };
  const preview = previewOf({ ...said, text: quoted.text }, words);
  return { state: 'known', messageId: String(quoted.id), kind: said.kind, preview };
}

function parse(json: string): unknown {
  return JSON.parse(json);
}
