import type { Contents, Kind } from '@/lib/messages/kind';
import type { MediaType } from '@/lib/messages/kinds/media';

/** A file as the wire names it. Its id and state are storage's affair. */
export type MediaReading = {
  /** The exact address at CM.com, a capability: it never reaches the browser or a log. Null when none was sent. */
  url: string | null;
  mediaType: MediaType;
  contentType: string | null;
  title: string | null;
};

/** What the readers make of each kind: its content, but for media, which is still to be copied. */
export type Readings = Omit<Contents, 'media' | 'error'> & {
  media: MediaReading;
  error: { error: string; partial: KindReading | null };
};

/** A kind together with what was read of it. */
export type KindReading<K extends Kind = Kind> = { [Each in K]: { kind: Each; content: Readings[Each] } }[K];
