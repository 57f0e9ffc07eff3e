import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { database } from '@/lib/db/database';
import { findMedia } from '@/lib/db/media';
import { mediaPath } from '@/lib/media/media-store';

/** A copy in the store: where it lies, and what its bytes (not its sender) say that it is. */
export type OpenMedia = { path: string; size: number; storedType: string | null; sha256: string; title: string | null };

/** The copy of a file. Throws `Refusal` with a code for each state in which there is none. */
export async function openMedia(caller: Caller, mediaId: number): Promise<OpenMedia> {
  permit(caller, 'inbox.read');
  const media = await findMedia(database().reader, mediaId, caller.scope);
  if (media?.message.erasedAt !== null) throw new Refusal('media_not_found');
  if (media.state === 'pending') throw new Refusal('media_pending');
  if (media.state === 'blocked') throw new Refusal('media_blocked');
  if (media.state === 'unavailable') throw new Refusal('media_unavailable');
  if (media.state !== 'stored' || media.fileName === null || media.size === null) throw new Refusal('media_deleted');
  const { fileName, size, storedType, sha256, title } = media;
  return { path: mediaPath(fileName), size, storedType, sha256: sha256 ?? '', title };
}
