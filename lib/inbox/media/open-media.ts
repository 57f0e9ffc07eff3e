import { open, type FileHandle } from 'node:fs/promises';
import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/tables/changes';
import { database } from '@/lib/db/engine/database';
import { findMedia } from '@/lib/db/tables/media';
import { markMissing } from '@/lib/db/tables/media-store';
import { mediaPath } from '@/lib/media/media-store';

/** A copy in the store, open for reading by whoever asked, and what its bytes (not its sender) say that it is. */
export type OpenMedia = {
  handle: FileHandle;
  size: number;
  storedType: string | null;
  sha256: string;
  title: string | null;
};

/** The copy of a file. Throws `Refusal` with a code for each state in which there is none; one that has vanished is asked for again. */
export async function openMedia(caller: Caller, mediaId: number): Promise<OpenMedia> {
  permit(caller, 'inbox.read');
  const db = database();
  const media = await findMedia(db.reader, mediaId, caller.scope);
  if (media?.message.erasedAt !== null) throw new Refusal('media_not_found');
  if (media.state === 'pending') throw new Refusal('media_pending');
  if (media.state === 'blocked') throw new Refusal('media_blocked');
  if (media.state === 'unavailable') throw new Refusal('media_unavailable');
  if (media.state !== 'stored' || media.fileName === null) throw new Refusal('media_deleted');
  const handle = await openIfThere(mediaPath(media.fileName));
  if (!handle) {
    const now = new Date();
    const about = { conversationId: media.message.conversationId, messageId: media.messageId };
    await db.write(async (tx) => {
      if (await markMissing(tx, mediaId, now)) await recordChange(tx, 'media', about, now);
    });
    throw new Refusal('media_pending');
  }
  const { size } = await handle.stat();
  return { handle, size, storedType: media.storedType, sha256: media.sha256 ?? '', title: media.title };
}

/** Null when there is no such file. One that cannot be opened now, for too many are open say, has not vanished. */
async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
