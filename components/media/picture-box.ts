import type { MediaFile } from '@/lib/messages/media-file';

/** Narrower or wider pictures are cut at the edges in a bubble; the lightbox shows them whole. */
const narrowest = 0.72;
const widest = 2.4;

/** The shape of the box that a picture or a video stands in, known before any of it has arrived: width over height. */
export function pictureBox(file: Pick<MediaFile, 'width' | 'height'> | null): number {
  const width = file?.width ?? 0;
  const height = file?.height ?? 0;
  if (width <= 0 || height <= 0) return 4 / 3;
  return Math.min(widest, Math.max(narrowest, width / height));
}
