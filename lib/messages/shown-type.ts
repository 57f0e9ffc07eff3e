import type { MediaContent, MediaType } from './kinds/media';
import type { MediaFile } from './media-file';

/** What a browser may show by itself, by what the bytes say. Everything else, SVG and HTML above all, is a download. */
const shown: Record<string, string> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/webp': 'image/webp',
  'image/gif': 'image/gif',
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/webm': 'video/webm',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/mpeg': 'audio/mpeg',
  'audio/aac': 'audio/aac',
  'audio/amr': 'audio/amr',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'application/pdf': 'application/pdf',
};

/** As what type a file is served to be shown, by what its bytes say; null when it is for saving only. */
export function shownType(type: string | null): string | null {
  return type !== null && Object.hasOwn(shown, type) ? (shown[type] ?? null) : null;
}

/** What a browser can do with a file: what its message says that it is, or a document where the bytes are something else. */
export function lookOf({ state, mediaType }: MediaContent, file: MediaFile | null): MediaType {
  // Without a size nobody has looked at the bytes yet.
  if (state !== 'stored' || typeof file?.size !== 'number') return mediaType;
  const [family] = (shownType(file.type) ?? '').split('/');
  const isPicture = mediaType === 'image' || mediaType === 'sticker';
  const fits = isPicture ? family === 'image' : family === 'video' || (mediaType === 'audio' && family === 'audio');
  return fits ? mediaType : 'document';
}
