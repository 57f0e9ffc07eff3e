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

it('shows a short thread whole, and nothing of an empty one', () => {
  expect(opening(2, null)).toEqual({ first: 'beginning', last: '1', side: 'bottom' });
  expect(opening(0, null)).toEqual({ first: undefined, last: undefined, side: 'bottom' });
});
