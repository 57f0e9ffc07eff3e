import type { Mo } from '@/lib/cm/mo';
import type { MediaType } from '@/lib/messages/kinds/media';
import { messageTypeOf } from './message-type-of';
import { present } from './present';
import type { Reader } from './reader';

/**
 * CM.com, WhatsApp media message: `message.media`, empty strings on every message without a file. Older messages carry
 * a `referenceTicket` in place of a title.
 */
export const readMedia: Reader<'media'> = (mo) => {
  const { mediaUri, contentType, title, referenceTicket } = mo.message.media;
  const url = present(mediaUri);
  if (url === null && present(contentType) === null && present(referenceTicket) === null) return undefined;
  return { url, mediaType: mediaTypeOf(mo), contentType: present(contentType), title: present(title) };
};

const mediaTypes: Record<string, MediaType> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  sticker: 'sticker',
  document: 'document',
};

/** What CM.com calls it, else what its content type says. CM.com: stickers come as image/webp, GIFs as MP4. */
function mediaTypeOf(mo: Mo): MediaType {
  const named = messageTypeOf(mo);
  if (named !== null && Object.hasOwn(mediaTypes, named)) return mediaTypes[named] ?? 'document';
  const contentType = mo.message.media.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (contentType === 'image/webp') return 'sticker';
  if (contentType === 'application/ogg') return 'audio';
  const [family = ''] = contentType.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}
