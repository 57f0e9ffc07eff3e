import { expect, it } from 'vitest';
import { textMessage } from './support/text-message';
import { openingRows, threadRows } from '@/components/thread/thread-rows';

function opening(count: number, firstUnread: number | null) {
  const { rows, side } = openingRows(
    threadRows({
      messages: Array.from({ length: count }, (_, minute) => textMessage(minute)),
      isBeginning: true,
      firstUnreadId: firstUnread === null ? null : String(firstUnread),
      dayKey: (at) => at.slice(0, 10),
    }),
  );
  return { first: rows[0]?.key, last: rows.at(-1)?.key, side };
}

it('opens at the newest messages, as many as a view holds', () => {
  const { first, last, side } = opening(200, null);
  expect({ last, side }).toEqual({ last: '199', side: 'bottom' });
  expect(Number(first)).toBeGreaterThan(150);
});

it('opens at what is unread when that is more than a view holds, else at the newest', () => {
  expect(opening(200, 50)).toMatchObject({ first: 'unread', side: 'top' });
  expect(opening(200, 198)).toMatchObject({ last: '199', side: 'bottom' });
});

/** The lines of messages at these minutes of a day, as their keys; `+` follows the one before it closely. */
function linesOf(minutes: number[], isBeginning: boolean): string[] {
  const rows = threadRows({
    messages: minutes.map((minute) => textMessage(minute)),
    ...{ isBeginning, firstUnreadId: null, dayKey: (at: string) => at.slice(8, 10) },
  });
  return rows.map((row) => (row.type === 'message' && row.follows ? `+${row.key}` : row.key));
}

it('puts messages of less than five minutes apart close together, never across a day', () => {
  expect(linesOf([0, 4, 9, 13], true)).toEqual(['beginning', 'day 01', '0', '+4', '9', '+13']);
  expect(linesOf([1439, 1440, 1441], true)).toEqual(['beginning', 'day 01', '1439', 'day 02', '1440', '+1441']);
});

it('begins a day with a line only where it is known that the day begins there', () => {
  expect(linesOf([1438, 1440], false)).toEqual(['1438', 'day 02', '1440']);
});

it('shows a short thread whole, and nothing of an empty one', () => {
  expect(opening(2, null)).toEqual({ first: 'beginning', last: '1', side: 'bottom' });
  expect(opening(0, null)).toEqual({ first: undefined, last: undefined, side: 'bottom' });
});
