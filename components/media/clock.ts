import type { MediaFile } from '@/lib/messages/media-file';

/** How long a file plays, in seconds, when that is known. */
export function secondsOf(file: MediaFile | null): number | null {
  const milliseconds = file?.durationMs ?? null;
  return milliseconds === null ? null : milliseconds / 1000;
}

/** Seconds as a clock: `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
