import { expect, it } from 'vitest';
import { textMessage } from './support/text-message';
import type { ThreadAnswer } from '@/lib/client/answers';
import { catchUp, openThread, type ReadPage } from '@/lib/client/thread-query';
import { appendPage, mergeMessages, mostHeld, openWindow, prependPage } from '@/lib/client/thread-window';
import type { Message, Tombstone } from '@/lib/messages/message';

function erase(message: Message): Tombstone {
  return {
    ...message,
    content: null,
    text: null,
    reference: null,
    messageContext: null,
    erasedAt: '2026-01-01T01:00:00.000Z',
  };
}

function page(minutes: number[], more: Partial<ThreadAnswer> = {}): ThreadAnswer {
  return { items: minutes.map((minute) => textMessage(minute)), nextCursor: null, previousCursor: null, ...more };
}

function ids(window: { messages: Message[] }): string[] {
  return window.messages.map(({ id }) => id);
}

/** A server that has messages 1 to `last`, in pages of three. */
function serverWith(last: number, firstUnreadId: string | null = null): ReadPage {
  return (place) => {
    const all = Array.from({ length: last }, (_, index) => index + 1);
    const until = 'cursor' in place ? Number(place.cursor) : last + 1;
    const from = 'around' in place ? Math.max(Number(place.around) - 1, 1) : Math.max(until - 3, 1);
    const minutes = all.filter((minute) => minute >= from && minute < ('around' in place ? from + 3 : until));
    const end = minutes.at(-1) ?? last;
    return Promise.resolve(
      page(minutes, {
        nextCursor: from > 1 ? String(from) : null,
        previousCursor: end < last ? String(end) : null,
        firstUnreadId,
      }),
    );
  };
}

it('loads older and newer pages without showing a message twice', () => {
  const middle = openWindow(page([4, 5], { nextCursor: 'o', previousCursor: 'n' }), null);
  const all = appendPage(prependPage(middle, page([3, 4])), page([5, 6]));
  expect(ids(all)).toEqual(['3', '4', '5', '6']);
  expect(all.olderCursor).toBeNull();
  expect(all.newerCursor).toBeNull();
});

it('lets go of what is far away, and finds it again on the way back', () => {
  const perPage = 50;
  const pageOf = (number: number): ThreadAnswer => ({
    items: Array.from({ length: perPage }, (_, index) => ({ ...textMessage(0), id: String(number * perPage + index) })),
    nextCursor: String(number - 1),
    previousCursor: String(number + 1),
  });
  let window = openWindow(pageOf(100), null);
  for (let steps = 0; steps < 30; steps += 1) window = prependPage(window, pageOf(Number(window.olderCursor)));
  expect(window.messages).toHaveLength(mostHeld);
  expect(window.messages[0]?.id).toBe(String(70 * perPage));
  for (let steps = 0; steps < 30; steps += 1) window = appendPage(window, pageOf(Number(window.newerCursor)));
  expect(window.messages).toHaveLength(mostHeld);
  expect(window.olderCursor).toBe('99');
  const numbers = ids(window).map(Number);
  expect(numbers).toEqual(numbers.map((_, index) => Number(numbers[0]) + index));
});

it('opens at the first unread message, even when it is not on the newest page', async () => {
  expect(ids(await openThread(serverWith(20, '5'), null))).toEqual(['4', '5', '6']);
  expect(ids(await openThread(serverWith(20), null))).toEqual(['18', '19', '20']);
  expect(ids(await openThread(serverWith(20, '5'), '9'))).toEqual(['8', '9', '10']);
});

it('puts a late message in its place, and leaves out one that is beyond what is loaded', () => {
  const window = openWindow(page([4, 6, 8], { nextCursor: 'o', previousCursor: 'n' }), null);
  expect(ids(mergeMessages(window, [textMessage(5), textMessage(2), textMessage(9)]))).toEqual(['4', '5', '6', '8']);
});

it('puts messages of one second in the order of their ids, and leaves out those beyond either end', () => {
  const { sentAt } = textMessage(0);
  const sameSecond = (id: number): Message => ({ ...textMessage(id), sentAt });
  const items = [8, 10, 12].map(sameSecond);
  const middle = openWindow({ items, nextCursor: 'o', previousCursor: 'n', firstUnreadId: null }, null);
  const added = [13, 11, 7, 9].map(sameSecond);
  expect(ids(mergeMessages(middle, added))).toEqual(['8', '9', '10', '11', '12']);
  const whole = { ...middle, olderCursor: null, newerCursor: null };
  expect(ids(mergeMessages(whole, added))).toEqual(['7', '8', '9', '10', '11', '12', '13']);
});

it('follows only what arrives by itself, at the end of the thread', () => {
  const window = openWindow(page([1, 2]), null);
  expect(window.isLive).toBe(false);
  const live = mergeMessages(window, [textMessage(3)]);
  expect(live.isLive).toBe(true);
  // What is there already is no arrival, and changes nothing about one.
  expect(mergeMessages(live, [textMessage(3)]).isLive).toBe(true);
  expect(mergeMessages(window, [textMessage(2)]).isLive).toBe(false);
  expect(appendPage(live, page([4])).isLive).toBe(false);
  const middle = openWindow(page([1, 5], { previousCursor: 'n' }), null);
  expect(mergeMessages(middle, [textMessage(3)]).isLive).toBe(false);
});

it('does not follow any more once older pages have taken the place of the end', () => {
  const minutes = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
  const older = (from: number) => page(minutes(from, 200), { nextCursor: 'o', previousCursor: 'n' });
  const end = mergeMessages(openWindow(page(minutes(1000, 200), { nextCursor: 'o' }), null), [textMessage(1200)]);
  const full = prependPage(end, older(800));
  expect([full.isLive, full.newerCursor, full.messages.length]).toEqual([true, null, 401]);
  const longer = prependPage(full, older(600));
  expect([longer.isLive, longer.newerCursor, longer.messages.length]).toEqual([false, 'n', mostHeld]);
});

it('finds everything that arrived while nobody listened', async () => {
  const window = openWindow(page([1, 2, 3]), null);
  const found = await catchUp(window, [], serverWith(9));
  expect('messages' in found && ids(mergeMessages(window, found.messages))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
  ]);
});

it('starts over at the end when too much has arrived', async () => {
  const found = await catchUp(openWindow(page([1]), null), [], serverWith(59));
  expect('window' in found && ids(found.window)).toEqual(['57', '58', '59']);
});

it('forgets what a quote repeats of a message that is erased', () => {
  const quoting = textMessage(2, { quoted: { state: 'known', messageId: '1', kind: 'text', preview: 'at 1' } });
  const window = { ...openWindow(page([1]), null), messages: [textMessage(1), quoting] };
  expect(mergeMessages(window, [erase(textMessage(1))]).messages[1]?.quoted).toEqual({
    state: 'erased',
    messageId: '1',
    kind: 'text',
  });
});

it('shows every erasure of a burst, wherever it is loaded', async () => {
  const asked: string[] = [];
  const tombstones = serverWith(59);
  const server: ReadPage = async (place, limit) => {
    asked.push(Object.keys(place).join());
    const { items, ...more } = await tombstones(place, limit);
    return { ...more, items: items.map(erase) };
  };
  const erased = Array.from({ length: 30 }, (_, index) => String(index + 10));
  for (const [previousCursor, last] of [
    ['49', 49],
    [null, 59],
  ] as const) {
    const minutes = Array.from({ length: last - 9 }, (_, index) => index + 10);
    const window = openWindow(page(minutes, { nextCursor: '10', previousCursor }), null);
    const found = await catchUp(window, erased, server);
    const shown = 'messages' in found ? mergeMessages(window, found.messages) : window;
    expect(ids(shown)).toEqual(minutes.map(String));
    expect(shown.messages.filter(({ erasedAt }) => erasedAt === null)).toEqual([]);
  }
  expect(asked.filter((place) => place === 'around')).toHaveLength(2);
});
