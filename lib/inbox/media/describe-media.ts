import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { database } from '@/lib/db/engine/database';
import { hydrateMedia, hydrateMediaFile } from '@/lib/db/tables/hydrate-media';
import { findSeveralMedia } from '@/lib/db/tables/media';
import type { MediaDetails } from '@/lib/messages/media-file';

/** Everything that may be known of a file: which one it is, at which server, and how it stands. Throws `Refusal` `media_not_found`. */
export async function describeMedia(caller: Caller, mediaId: number): Promise<MediaDetails> {
  const [found] = await describeSeveralMedia(caller, [mediaId]);
  if (!found) throw new Refusal('media_not_found');
  return found;
}

/** The same of several files; those that are not there (any more) are left out. */
export async function describeSeveralMedia(caller: Caller, mediaIds: number[]): Promise<MediaDetails[]> {
  permit(caller, 'inbox.read');
  const rows = await findSeveralMedia(database().reader, mediaIds, caller.scope);
  return rows
    .filter(({ message }) => message.erasedAt === null)
    .map((row) => ({ ...hydrateMedia(row), ...hydrateMediaFile(row) }));
}
