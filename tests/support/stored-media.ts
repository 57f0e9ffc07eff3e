import type { MediaContent } from '@/lib/messages/kinds/media';
import type { MediaReading } from '@/lib/readers/reading';

/** What storage would say of a file that has just arrived. */
export function storedMedia({ mediaType, contentType, title }: MediaReading): MediaContent {
  return { mediaId: '1', mediaType, contentType, title, state: 'pending', deletedAt: null };
}
