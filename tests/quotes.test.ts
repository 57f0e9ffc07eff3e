import { describe, expect, it } from 'vitest';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { isKind, kinds } from '@/lib/messages/kinds';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { mosOfKinds } from './support/mos-of-kinds';
import { openTestDatabase } from './support/open-test-database';

const caller = callerWith('viewer');

const original = mo({ reference: 'wamid.one', text: 'The original', timeUtc: '2024-05-06T10:00:00' });
const reply = mo({ text: 'The reply', messageContext: 'wamid.one', timeUtc: '2024-05-06T10:10:00' });

describe('a quoted reply', () => {
  it.each([
    ['the original comes first', [original, reply]],
    ['the reply comes first', [reply, original]],
    ['both come in one list', [[reply, original]]],
    ['both come twice', [reply, original, reply, original]],
  ])('shows what it replies to when %s', async (_when, deliveries) => {
    await deliverTo(await openTestDatabase(), deliveries);
    const messages = await thread();
    const quoted = messages.find(({ text }) => text === 'The original');
    expect(await quotedBy('The reply')).toEqual({
      state: 'known',
      messageId: quoted?.id,
      kind: 'text',
      preview: 'The original',
    });
    expect(quoted?.quoted).toBeNull();
  });

  it('says so when the original is not here', async () => {
    await deliverTo(await openTestDatabase(), [reply]);
    expect(await quotedBy('The reply')).toEqual({ state: 'unknown' });
  });

  it('takes the newest message with that reference that was sent at or before it', async () => {
    const told = [
      mo({ reference: 'same', text: 'Too old', timeUtc: '2024-05-06T09:00:00' }),
      mo({ reference: ' same ', text: 'The one', timeUtc: '2024-05-06T10:10:00' }),
      mo({ reference: 'same', text: 'Too new', timeUtc: '2024-05-06T10:11:00' }),
      mo({ text: 'The reply', messageContext: 'same', timeUtc: '2024-05-06T10:10:00' }),
    ];
    for (const order of [told, told.toReversed(), [told[3], told[0], told[2], told[1]]]) {
      const database = await openTestDatabase();
      await deliverTo(database, order);
      expect(await quotedBy('The reply')).toMatchObject({ preview: 'The one' });
      await database.remove();
    }
  });

  it('takes the oldest later one when there is no earlier one', async () => {
    await deliverTo(await openTestDatabase(), [
      mo({ reference: 'same', text: 'Much later', timeUtc: '2024-05-06T12:00:00' }),
      mo({ reference: 'same', text: 'Later', timeUtc: '2024-05-06T11:00:00' }),
      mo({ text: 'The reply', messageContext: 'same', timeUtc: '2024-05-06T10:10:00' }),
    ]);
    expect(await quotedBy('The reply')).toMatchObject({ preview: 'Later' });
  });

  it('never takes itself', async () => {
    await deliverTo(await openTestDatabase(), [mo({ reference: 'self', text: 'The reply', messageContext: 'self' })]);
    expect(await quotedBy('The reply')).toEqual({ state: 'unknown' });
  });

  it('ends in no circle when two messages name each other', async () => {
    const one = mo({ reference: 'one', text: 'One', messageContext: 'two', timeUtc: '2024-05-06T10:00:00' });
    const two = mo({ reference: 'two', text: 'Two', messageContext: 'one', timeUtc: '2024-05-06T10:01:00' });
    await deliverTo(await openTestDatabase(), [one, two, one]);
    expect(await quotedBy('One')).toMatchObject({ preview: 'Two' });
    expect(await quotedBy('Two')).toMatchObject({ preview: 'One' });
  });

  it('shares its original with any number of others', async () => {
    const replies = Array.from({ length: 30 }, (_, serial) =>
      mo({ text: `Reply ${serial.toString()}`, messageContext: ' wamid.one', timeUtc: '2024-05-06T10:10:00' }),
    );
    await deliverTo(await openTestDatabase(), [replies.slice(0, 15), original, replies.slice(15)]);
    const quotes = (await thread()).flatMap(({ text, quoted }) => (text === 'The original' ? [] : [quoted]));
    expect(quotes).toHaveLength(30);
    for (const quoted of quotes) expect(quoted).toMatchObject({ state: 'known', preview: 'The original' });
  });

  it('links whatever kinds the two are of, once the original comes', async () => {
    const database = await openTestDatabase();
    const all = Object.keys(kinds).filter(isKind);
    const pairs = all.flatMap((kind) => all.map((replyKind) => ({ kind, replyKind })));
    const numbered = pairs.map((pair, serial) => ({ ...pair, number: `+316900${(10_000 + serial).toString()}` }));
    const originals = numbered.map(({ kind, number }) =>
      mosOfKinds[kind]({ number, reference: 'original', timeUtc: '2024-05-06T10:00:00' }),
    );
    const replies = numbered.map(({ replyKind, number }) =>
      mosOfKinds[replyKind]({ number, messageContext: 'original', timeUtc: '2024-05-06T10:01:00' }),
    );
    await deliverTo(database, [replies]);
    expect((await quotesOf(numbered)).map((quoted) => quoted?.state)).toEqual(pairs.map(() => 'unknown'));
    await deliverTo(database, [originals, replies, originals]);
    const linked = (await quotesOf(numbered)).map((quoted) => quoted?.state === 'known' && quoted.kind);
    expect(linked).toEqual(pairs.map(({ kind }) => kind));
  }, 120_000);

  it('never takes a message that came by another channel', async () => {
    const elsewhere = { ...mo({ reference: 'wamid.one', text: 'In a text message' }), channel: 'SMS' };
    const apple = { ...mo({ reference: 'wamid.one', text: 'Elsewhere' }), channel: 'Apple Messages for Business' };
    await deliverTo(await openTestDatabase(), [elsewhere, apple, reply]);
    expect(await quotedBy('The reply')).toEqual({ state: 'unknown' });
    const { items } = await listConversations(caller);
    expect(items.map(({ channel }) => channel).sort()).toEqual(['Apple Messages for Business', 'SMS', 'WhatsApp']);
    expect(new Set(items.map(({ customer }) => customer.id)).size).toBe(1);
    for (const { id } of items) expect((await readThread(caller, id)).items).toHaveLength(1);
  });

  it('never takes a message of another customer', async () => {
    await deliverTo(await openTestDatabase(), [
      mo({ reference: 'wamid.one', text: 'Private', number: '+31687654321' }),
      reply,
    ]);
    expect(await quotedBy('The reply')).toEqual({ state: 'unknown' });
  });
});

/** What the last message of each of these customers quotes. */
async function quotesOf(customers: { number: string }[]) {
  const { items } = await listConversations(caller, { limit: 200 });
  return Promise.all(
    customers.map(async ({ number }) => {
      const conversation = items.find(({ customer }) => customer.number === number);
      return conversation && (await readThread(caller, conversation.id)).items.at(-1)?.quoted;
    }),
  );
}

async function thread() {
  const { items } = await listConversations(caller);
  const demo = items.find(({ customer, channel }) => customer.number === '+31612345678' && channel === 'WhatsApp');
  return demo ? (await readThread(caller, demo.id)).items : [];
}

async function quotedBy(text: string) {
  return (await thread()).find((message) => message.text === text)?.quoted;
}
