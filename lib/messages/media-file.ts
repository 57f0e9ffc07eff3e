import type { MediaContent } from './kinds/media';

/**
 * Why a file is not here, or why a deletion was not confirmed.
 * - `gone`: CM.com no longer has it (404, 410)
 * - `refused`: CM.com answered with something else than it should
 * - `redirected`: CM.com named another place, which is never followed
 * - `no-answer`: nothing came in time, or the connection broke
 * - `too-large`: more than 100 MB
 * - `no-address`: the message named no file
 * - `wrong-server`: the address is not one of CM.com's media servers
 * - `disk-full`: no room is left here; copying goes on by itself
 * - `missing`: the copy has vanished from the disk and is asked for again
 */
export const mediaReasons = [
  'gone',
  'refused',
  'redirected',
  'no-answer',
  'too-large',
  'no-address',
  'wrong-server',
  'disk-full',
  'missing',
] as const;
export type MediaReason = (typeof mediaReasons)[number];

/** What is known of a customer's file beside what its message says. All of it is null while nothing is known. */
export type MediaFile = {
  /** The server that it lies on; never its address. */
  host: string | null;
  /** Bytes of the copy. */
  size: number | null;
  /** What the bytes say that it is, which may be something else than its sender says. */
  type: string | null;
  /** Pixels, upright as shown. */
  width: number | null;
  height: number | null;
  durationMs: number | null;
  /** A picture that moves, or a video without sound: WhatsApp sends GIFs as those. */
  animated: boolean;
  /** Loudness of a voice message along its time: at most 64 numbers from 0 to 100. */
  peaks: number[] | null;
  /** Why there is no copy, or why the last try to make one failed. */
  reason: MediaReason | null;
  /** When the next try follows, while it waits. */
  retryAt: string | null;
  /** A deletion that is under way, or the last one when it was not confirmed. */
  deletion: { state: 'under-way'; by: string | null } | { state: 'unconfirmed'; reason: MediaReason } | null;
  deletedBy: string | null;
};

/** A file with everything that may be known of it. */
export type MediaDetails = MediaContent & MediaFile;
