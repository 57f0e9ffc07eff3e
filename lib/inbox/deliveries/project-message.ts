import { readInstants } from '@/lib/cm/instants';
import { member, type JsonObject } from '@/lib/cm/json';
import type { Mo } from '@/lib/cm/mo';
import type { NewMedia } from '@/lib/db/tables/media';
import type { NewMessage } from '@/lib/db/tables/messages';
import { mediaAddress, mediaHost } from '@/lib/media/media-address';
import type { MediaContent } from '@/lib/messages/kinds/media';
import { storedSearchText } from '@/lib/messages/search-text-of';
import type { Reading } from '@/lib/readers/read-mo';
import type { Route } from '@/lib/readers/read-route';
import type { Sender } from '@/lib/readers/read-sender';
import type { MediaReading } from '@/lib/readers/reading';
import { mediaOf, toContent } from '@/lib/readers/to-content';
import { identityOf, referenceHash } from './recognition';

type Told = {
  reading: Extract<Reading, { what: 'message' }>;
  mo: Mo;
  raw: JsonObject;
  route: Route;
  sender: Sender;
  receivedAt: Date;
};

/** What a message's row says that follows from its MO, and its file. */
export type Projection = {
  route: Route;
  sender: Sender;
  reference: string | null;
  row: Omit<NewMessage, 'conversationId' | 'customerId'>;
  media: Omit<NewMedia, 'messageId' | 'nextAttemptAt'> | null;
};

/** The message that an MO is, apart from whose conversation it belongs to. */
export function projectMessage({ reading, mo, raw, route, sender, receivedAt }: Told): Projection {
  const { text, reference, messageContext } = reading;
  const { sentAt, metaReceivedAt } = readInstants(mo, receivedAt);
  const said = toContent(reading, placeholder);
  const media = mediaOf(reading);
  return {
    route,
    sender,
    reference,
    row: {
      identity: identityOf(raw, route),
      direction: 'MO',
      kind: reading.kind,
      content: JSON.stringify(said.content),
      text,
      reference,
      referenceHash: reference === null ? null : referenceHash(reference),
      messageContext,
      contextSent: member(raw, 'messageContext') !== undefined,
      contextHash: messageContext === null ? null : referenceHash(messageContext),
      sentAt,
      metaReceivedAt,
      receivedAt,
      erasedAt: null,
      searchText: storedSearchText({ ...said, text }),
      sample: route.sample,
    },
    media: media && projectMedia(media, route),
  };
}

/** What a tombstone has in the place of what a message said. */
export function withoutContent<Row extends Projection['row']>(row: Row, erasedAt: Date): Row {
  return {
    ...row,
    content: null,
    text: null,
    reference: null,
    messageContext: null,
    contextHash: null,
    searchText: '',
    erasedAt,
  };
}

/** Stored beside the message; id and state come from the file's own row whenever the message is read. */
function placeholder({ mediaType, contentType, title }: MediaReading): MediaContent {
  return { mediaId: '', mediaType, contentType, title, state: 'pending', deletedAt: null };
}

function projectMedia({ url, mediaType, contentType, title }: MediaReading, { sample }: Route): Projection['media'] {
  return {
    url,
    host: url === null ? null : mediaHost(url),
    mediaType,
    contentType,
    title,
    state: url === null ? 'unavailable' : mediaAddress(url, { sample }) ? 'pending' : 'blocked',
  };
}
