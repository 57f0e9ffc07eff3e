import { describe, expect, it } from 'vitest';
import { listConversations } from '@/lib/inbox/list-conversations';
import { readThread } from '@/lib/inbox/read-thread';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
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

  it('never takes a message of another customer', async () => {
    await deliverTo(await openTestDatabase(), [
      mo({ reference: 'wamid.one', text: 'Private', number: '+31687654321' }),
      reply,
    ]);
    expect(await quotedBy('The reply')).toEqual({ state: 'unknown' });
  });
});

async function thread() {
  const { items } = await listConversations(caller);
  const demo = items.find(({ customer }) => customer.number === '+31612345678');
  return demo ? (await readThread(caller, demo.id)).items : [];
}

async function quotedBy(text: string) {
  return (await thread()).find((message) => message.text === text)?.quoted;
}
