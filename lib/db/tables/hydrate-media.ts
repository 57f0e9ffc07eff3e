import type { MediaContent, MediaState, MediaType } from '@/lib/messages/kinds/media';
import { mediaReasons, type MediaFile, type MediaReason } from '@/lib/messages/media-file';
import type { Media } from '@/lib/db/engine/client';

export type MediaRow = Media;

const mediaTypes = ['image', 'video', 'audio', 'sticker', 'document'] as const satisfies readonly MediaType[];
const mediaStates = ['pending', 'stored', 'unavailable', 'blocked', 'deleted'] as const satisfies readonly MediaState[];

/** What a message says of its file, with its present state. */
export function hydrateMedia(row: MediaRow): MediaContent {
  return {
    mediaId: String(row.id),
    mediaType: mediaTypes.find((type) => type === row.mediaType) ?? 'document',
    contentType: row.contentType,
    title: row.title,
    state: mediaStates.find((state) => state === row.state) ?? 'deleted',
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

/** What is known of the file beside. */
export function hydrateMediaFile(row: MediaRow): MediaFile {
  return {
    host: row.host,
    size: row.size,
    type: row.storedType,
    width: row.width,
    height: row.height,
    durationMs: row.durationMs,
    animated: row.animated,
    peaks: row.peaks === null ? null : row.peaks.split(',').map(Number),
    reason: reasonOf(row),
    retryAt: row.state === 'pending' && row.attempts > 0 ? (row.nextAttemptAt?.toISOString() ?? null) : null,
    deletion: deletionOf(row),
    deletedBy: row.deletedBy,
  };
}

function reasonOf({ state, url, reason }: MediaRow): MediaReason | null {
  if (state === 'blocked') return 'wrong-server';
  if (state === 'unavailable' && url === null) return 'no-address';
  return readReason(reason) ?? (state === 'unavailable' ? 'gone' : null);
}

function deletionOf({ deletingSince, deletingBy, deletionReason }: MediaRow): MediaFile['deletion'] {
  if (deletingSince !== null) return { state: 'under-way', by: deletingBy };
  const reason = readReason(deletionReason);
  return reason === null ? null : { state: 'unconfirmed', reason };
}

function readReason(text: string | null): MediaReason | null {
  return mediaReasons.find((reason) => reason === text) ?? null;
}
