import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { listProblems } from '@/lib/inbox/problems/list-problems';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { callerWith } from './support/callers';
import { everyField } from './support/every-field';
import { openTestDatabase } from './support/open-test-database';

const caller = callerWith('admin');

const hostile: Record<string, string> = {
  'U+0000': 'a\u0000b',
  'half a surrogate pair': 'a\ud800b\udc00',
  'no characters': '\uffff\ufffe\u{10ffff}',
  'bidirectional controls': '\u202etxt.exe\u202c\u2066\u2069',
  'invisible characters': '\u200b\u200d\ufeff\u00ad\u2060',
  '64,000 combining marks': `e${'\u0301\u0323'.repeat(32_000)}`,
};

const searched =
  /^(text|title of|label|searchQuery|name of a contact|phone|product|text of|title in|answer|error|message type)/;

describe.each(Object.entries(hostile))('text with %s', (_what, text) => {
  it('is stored, shown and found in every field, and its bytes stay as they came', async () => {
    const database = await openTestDatabase();
    const bodies = Object.values(everyField).map((make, index) => make(`${text} word${index.toString()}x`));
    const sent = bodies.map((body) => new TextEncoder().encode(JSON.stringify(body)));
    await Promise.all(sent.map((body) => receiveDelivery(body, null)));
    expect(await applyReceived(database)).toBe(false);

    expect((await listProblems(caller)).items).toEqual([]);
    const kept = await database.reader.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(kept.map(({ body }) => Buffer.from(body).toString())).toEqual(
      sent.map((body) => Buffer.from(body).toString()),
    );

    const { items: conversations } = await listConversations(caller, { limit: 200 });
    const threads = await Promise.all(conversations.map(({ id }) => readThread(caller, id, { limit: 200 })));
    expect(threads.flatMap(({ items }) => items)).toHaveLength(bodies.length);
    expect(JSON.stringify([conversations, threads])).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    for (const [index, field] of Object.keys(everyField).entries()) {
      if (!searched.test(field)) continue;
      const { items } = await searchInbox(caller, { q: `WORD${index.toString()}X` });
      expect(items.length, field).toBe(1);
    }
    const named = (await listConversations(caller, { q: 'WORD3X' })).items.map(({ customer }) => customer.name);
    expect(new Set(named.map((name) => name?.slice(-6)))).toEqual(new Set(['word3x']));
  });
});

it('text that is no UTF-8 is a problem in any field, with its bytes as they came', async () => {
  const database = await openTestDatabase();
  const sent = Object.values(everyField).map((make) => {
    const body = Buffer.from(JSON.stringify(make('Hell@')));
    return new Uint8Array(body.map((byte) => (byte === 0x40 ? 0xf6 : byte)));
  });
  await Promise.all(sent.map((body) => receiveDelivery(body, null)));
  await applyReceived(database);
  const { items } = await listProblems(caller, { limit: 200 });
  expect(items.map(({ reason }) => reason)).toEqual(sent.map(() => 'not-utf8'));
  const kept = await database.reader.delivery.findMany({ orderBy: { id: 'asc' } });
  expect(kept.map(({ body }) => Buffer.from(body).toString('hex'))).toEqual(
    sent.map((body) => Buffer.from(body).toString('hex')),
  );
});
