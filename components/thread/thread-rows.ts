import type { Message } from '@/lib/messages/message';

/** A line of the thread. */
export type ThreadRow =
  | { type: 'beginning'; key: string; day: string }
  | { type: 'day'; key: string; day: string }
  | { type: 'unread'; key: string; day: string }
  | { type: 'message'; key: string; day: string; message: Message; follows: boolean };

/** Messages of the same side within this many milliseconds stand close together. */
const closeInTime = 5 * 60_000;

/**
 * The lines of a thread: its messages with a separator before each day and one before the first unread message. `day`
 * is an instant of the day that a line belongs to.
 */
export function threadRows({
  messages,
  isBeginning,
  firstUnreadId,
  dayKey,
}: {
  messages: Message[];
  isBeginning: boolean;
  firstUnreadId: string | null;
  dayKey: (at: string) => string;
}): ThreadRow[] {
  const rows: ThreadRow[] = [];
  const first = messages[0];
  if (isBeginning && first !== undefined) rows.push({ type: 'beginning', key: 'beginning', day: first.sentAt });
  let previous: Message | null = null;
  let previousDay: string | null = null;
  for (const message of messages) {
    const day = dayKey(message.sentAt);
    const isNewDay = day !== previousDay;
    const isFirstUnread = message.id === firstUnreadId;
    // Above what is not loaded nobody knows where a day begins, and a line that moves away would take the view with it.
    if (isNewDay && (previous !== null || isBeginning))
      rows.push({ type: 'day', key: `day ${day}`, day: message.sentAt });
    if (isFirstUnread) rows.push({ type: 'unread', key: 'unread', day: message.sentAt });
    const follows = !isNewDay && !isFirstUnread && previous !== null && standsClose(previous, message);
    rows.push({ type: 'message', key: message.id, day: message.sentAt, message, follows });
    previous = message;
    previousDay = day;
  }
  return rows;
}

function standsClose(previous: Message, message: Message): boolean {
  if (previous.direction !== message.direction || isSystem(previous) || isSystem(message)) return false;
  return Date.parse(message.sentAt) - Date.parse(previous.sentAt) < closeInTime;
}

function isSystem(message: Message): boolean {
  return message.kind === 'welcomeRequest' || message.kind === 'error';
}

/** About how high a line will be, in CSS pixels, until it has been measured. */
export function estimateRow(row: ThreadRow | undefined): number {
  if (row?.type !== 'message') return 44;
  if (row.message.erasedAt !== null) return 44;
  if (row.message.kind === 'text') return 56 + Math.floor((row.message.content.text.length * 7) / 420) * 21;
  const heights = {
    media: 300,
    location: 330,
    contacts: 280,
    order: 260,
    buttonReply: 130,
    listReply: 150,
    flowReply: 200,
    welcomeRequest: 60,
    error: 100,
    unknown: 120,
  };
  return heights[row.message.kind];
}

/** As high as the view of a thread is at most on common screens, in CSS pixels. */
const commonHeight = 1200;

/**
 * The lines that fill the view when a thread opens, and on which side of it they begin: the newest ones, unless there is
 * more unread than the view holds, which is then read from its first on.
 */
export function openingRows(rows: ThreadRow[]): { rows: ThreadRow[]; side: 'top' | 'bottom' } {
  const unread = rows.slice(rows.findIndex((row) => row.type === 'unread'));
  const isLong = unread[0]?.type === 'unread' && heightOf(unread) > commonHeight;
  return isLong
    ? { rows: fillView(unread), side: 'top' }
    : { rows: fillView([...rows].reverse()).reverse(), side: 'bottom' };
}

function fillView(rows: ThreadRow[]): ThreadRow[] {
  let height = 0;
  return rows.filter((row) => {
    const isInView = height < commonHeight;
    height += estimateRow(row);
    return isInView;
  });
}

/** About how high lines will be together, in CSS pixels. */
export function heightOf(rows: ThreadRow[]): number {
  return rows.reduce((height, row) => height + estimateRow(row), 0);
}
