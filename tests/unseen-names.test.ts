import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { listUnseenNames } from '@/lib/inbox/problems/list-unseen-names';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { sampleDeliveries } from '@/lib/samples/sample-deliveries';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const admin = callerWith('admin');
const reaction = () => mo({ custom: { message_type: 'Reaction', reaction: { emoji: '👍', message_id: '316' } } });

describe('names that nobody knew', () => {
  it('are listed with the first and the last arrival and how many deliveries held them, without what they held', async () => {
    const database = await openTestDatabase();
    await arrive(database, reaction(), '2026-01-02T10:00:00Z');
    await arrive(database, [reaction(), reaction()], '2026-01-03T10:00:00Z');
    await arrive(database, reaction(), '2026-01-01T10:00:00Z');
    const counted = { firstAt: '2026-01-01T10:00:00.000Z', lastAt: '2026-01-03T10:00:00.000Z', deliveries: 3 };
    expect(await listUnseenNames(admin)).toEqual({
      items: [
        { what: 'messageType', name: 'reaction', ...counted },
        { what: 'field', name: 'message.custom.reaction', ...counted },
      ],
      nextCursor: null,
    });
  });

  it('are counted once for each delivery, however often it is sent or read', async () => {
    const database = await openTestDatabase();
    const body = reaction();
    await deliverTo(database, [body, body, body]);
    await database.write((tx) => tx.delivery.updateMany({ data: { state: 'received' } }));
    await applyReceived(database);
    expect((await listUnseenNames(admin)).items.map(({ deliveries }) => deliveries)).toEqual([1, 1]);
  });

  it('are none in what this version reads, nor in the sample conversations', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [mo(), ...sampleDeliveries({ now: new Date(), mediaOrigin: 'http://localhost:3000' })]);
    expect((await listUnseenNames(admin)).items).toEqual([]);
  });

  it('say where they stand, also in a list, and nothing of what is inside', async () => {
    const database = await openTestDatabase();
    const card = { name: { formatted_name: 'Eve', nick_name: 'E.' }, vcard: { version: 4 } };
    await deliverTo(database, [
      {
        ...mo({ custom: { contacts: [card, card], interactive: { type: 'call_permission_reply' } } }),
        raw: { a: { b: 1 } },
      },
    ]);
    expect((await listUnseenNames(admin)).items.map(({ name }) => name).sort()).toEqual([
      'call_permission_reply',
      'message.custom.contacts[].name.nick_name',
      'message.custom.contacts[].vcard',
      'raw',
    ]);
  });

  it('hold nothing that may be somebody’s data, and are never too many', async () => {
    const database = await openTestDatabase();
    const people = {
      '+31612345678': 1,
      'eve@example.com': 1,
      ['x'.repeat(65)]: 1,
      user_31612345678: 1,
      'Eve Jansen': 1,
    };
    await deliverTo(database, [mo({ custom: { ...people, message_type: 'for Eve' } })]);
    expect((await listUnseenNames(admin)).items.map(({ name }) => name)).toEqual(['*', 'message.custom.*']);

    const madeUp = Array.from({ length: 600 }, (_, serial) => mo({ custom: { [`made_up_${serial.toString()}`]: 1 } }));
    const bodies = Array.from({ length: 12 }, (_, part) => madeUp.slice(part * 50, part * 50 + 50));
    await deliverTo(database, bodies.slice(0, 2));
    for (const body of bodies.slice(2)) await receiveDelivery(new TextEncoder().encode(JSON.stringify(body)), null);
    await applyReceived(database);
    let listed = 0;
    let cursor: string | undefined;
    do {
      const page = await listUnseenNames(admin, { cursor, limit: 200 });
      listed += page.items.length;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(listed).toBe(500);
  });

  it('are shown to those who see problems', async () => {
    await expect(listUnseenNames(callerWith('operator'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

async function arrive(database: TestDatabase, body: unknown, at: string): Promise<void> {
  await receiveDelivery(new TextEncoder().encode(JSON.stringify(body)), null, new Date(at));
  await applyReceived(database);
}
