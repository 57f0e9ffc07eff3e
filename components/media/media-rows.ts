import type { Listed } from '../lists/use-messages-of-kind';

/** A line of the grid: the name of a month, or as many files as fit beside each other. */
export type MediaRow =
  { type: 'month'; key: string; at: string } | { type: 'files'; key: string; from: number; items: Listed<'media'>[] };

/** The lines of a grid of files, newest first, with the month before its first file. `monthOf` names the month of an instant. */
export function mediaRows({
  items,
  columns,
  monthOf,
}: {
  items: Listed<'media'>[];
  columns: number;
  monthOf: (at: string) => string;
}): MediaRow[] {
  const rows: MediaRow[] = [];
  let month: string | null = null;
  for (const [index, item] of items.entries()) {
    const at = item.message.sentAt;
    const last = rows.at(-1);
    if (monthOf(at) !== month) {
      month = monthOf(at);
      rows.push({ type: 'month', key: `month ${month}`, at });
      rows.push({ type: 'files', key: item.message.id, from: index, items: [item] });
    } else if (last?.type === 'files' && last.items.length < columns) last.items.push(item);
    else rows.push({ type: 'files', key: item.message.id, from: index, items: [item] });
  }
  return rows;
}

/** Which line a file stands in. */
export function rowOfItem(rows: MediaRow[], index: number): number {
  return rows.findIndex((row) => row.type === 'files' && index >= row.from && index < row.from + row.items.length);
}

/** Where an arrow key leads from a file: to its neighbour, or to the file above or below in the nearest line. */
export function neighbourOf(rows: MediaRow[], index: number, key: string, isRtl: boolean): number | null {
  const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
  const backward = isRtl ? 'ArrowRight' : 'ArrowLeft';
  const lines = rows.filter((row) => row.type === 'files');
  const count = lines.reduce((sum, line) => sum + line.items.length, 0);
  const at = lines.findIndex((line) => index >= line.from && index < line.from + line.items.length);
  const within = (next: number) => (next >= 0 && next < count ? next : null);
  if (key === forward) return within(index + 1);
  if (key === backward) return within(index - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const line = lines[at + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0)];
  if (line === undefined || line === lines[at]) return null;
  return line.from + Math.min(index - (lines[at]?.from ?? 0), line.items.length - 1);
}
