import type { KindAndContent } from '@/lib/messages/kind';
import type { MediaContent } from '@/lib/messages/kinds/media';
import type { KindReading, MediaReading } from './reading';

/** The content of a reading, once storage says what became of its file. `toMedia` is called once at most. */
export function toContent(reading: KindReading, toMedia: (media: MediaReading) => MediaContent): KindAndContent {
  if (reading.kind === 'media') return { kind: 'media', content: toMedia(reading.content) };
  if (reading.kind !== 'error') return reading;
  const { error, partial } = reading.content;
  return { kind: 'error', content: { error, partial: partial && toContent(partial, toMedia) } };
}

/** The file of a message, or what did arrive of it beside an error. */
export function mediaOf(reading: KindReading): MediaReading | null {
  if (reading.kind === 'media') return reading.content;
  return reading.kind === 'error' && reading.content.partial ? mediaOf(reading.content.partial) : null;
}
