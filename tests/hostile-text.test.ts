import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/apply-worker';
import { listConversations } from '@/lib/inbox/list-conversations';
import { listProblems } from '@/lib/inbox/list-problems';
import { readThread } from '@/lib/inbox/read-thread';
import { receiveDelivery } from '@/lib/inbox/receive-delivery';
import { searchInbox } from '@/lib/inbox/search-inbox';
import { callerWith } from './support/callers';
import { mo } from './support/mo';
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

/** Every text that a customer, or whoever makes up a delivery, can write. */
const fields: Record<string, (text: string) => object> = {
  text: (text) => mo({ text }),
  reference: (reference) => mo({ reference }),
  messageContext: (messageContext) => mo({ messageContext }),
  'name of the customer': (name) => mo({ name }),
  'number of the customer': (number) => mo({ number }),
  'business number': (to) => mo({ to }),
  channel: (channel) => ({ ...mo(), channel }),
  'title of a file': (title) => mo({ media: { mediaUri: '', contentType: 'image/png', title } }),
  'content type': (contentType) => mo({ media: { mediaUri: '', contentType, title: '' } }),
  'address of a file': (mediaUri) => mo({ media: { mediaUri, contentType: '', title: '' } }),
  label: (label) => mo({ custom: { location: { latitude: 1, longitude: 1, label } } }),
  searchQuery: (searchQuery) => mo({ custom: { location: { latitude: 1, longitude: 1, searchQuery } } }),
  'name of a contact': (name) => mo({ custom: { contacts: [{ name: { formatted_name: name } }] } }),
  'phone of a contact': (phone) => mo({ custom: { contacts: [{ phones: [{ phone }] }] } }),
  'field of a contact': (field) => mo({ custom: { contacts: [{ org: { [field]: 'x', company: 'c' } }] } }),
  'product of an order': (text) => mo({ custom: { order: { product_items: [{ product_retailer_id: text }] } } }),
  'price of an order': (text) => mo({ custom: { order: { product_items: [{ item_price: text, currency: text }] } } }),
  'text of an order': (text) => mo({ custom: { order: { product_items: [], text } } }),
  'label of a button': (label) => mo({ custom: { button: { label, payload: label } } }),
  'title in a list': (title) =>
    mo({ custom: { interactive: { list_reply: { title, description: title, id: title } } } }),
  'answer in a flow': (text) => mo({ custom: { interactive: { nfm_reply: { response_json: { [text]: [text] } } } } }),
  'answer in JSON text': (text) =>
    mo({ custom: { interactive: { nfm_reply: { response_json: JSON.stringify({ flow_token: text, text }) } } } }),
  error: (error) => mo({ error }),
  'message type': (type) => mo({ text: '', custom: { message_type: type } }),
};
const searched =
  /^(text|title of|label|searchQuery|name of a contact|phone|product|text of|title in|answer|error|message type)/;

describe.each(Object.entries(hostile))('text with %s', (_what, text) => {
  it('is stored, shown and found in every field, and its bytes stay as they came', async () => {
    const database = await openTestDatabase();
    const bodies = Object.values(fields).map((make, index) => make(`${text} word${index.toString()}x`));
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
    for (const [index, field] of Object.keys(fields).entries()) {
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
  const sent = Object.values(fields).map((make) => {
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
