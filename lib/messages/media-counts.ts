import type { MediaType } from './kinds/media';

/** How many files there are by month (UTC, the newest first) and by type. */
export type MediaCounts = { months: { month: string; count: number }[]; types: Record<MediaType, number> };
