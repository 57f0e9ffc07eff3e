import { afterEach, describe, expect, it } from 'vitest';
import { readDelivery } from '@/lib/cm/read-delivery';
import { redactDelivery } from '@/lib/cm/redact-delivery';
import { listUnseenNames } from '@/lib/cm/unseen-names';
import { canonicalJson } from '@/lib/cm/canonical-json';
import { previewOf } from '@/lib/messages/preview-of';
import { searchTextOf } from '@/lib/messages/search-text-of';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute } from '@/lib/readers/read-route';
import { readSender } from '@/lib/readers/read-sender';
import { toContent } from '@/lib/readers/to-content';
import { storedMedia } from './support/stored-media';

const whole = {
  reference: 'r',
  from: { number: '+31612345678', name: 'Demo' },
  to: { number: '3669' },
  message: {
    text: 'Hello',
    media: { mediaUri: '', contentType: '', title: '' },
    custom: {
      location: { latitude: 'none' },
      contacts: [{ name: { formatted_name: 'Eve' }, phones: [{ phone: '1' }], org: { company: 'C' } }],
      order: { product_items: [{ item_price: '1' }] },
      button: { label: 'B' },
      interactive: {
        nfm_reply: { response_json: { answer: 1, nested: { deeper: 1 } } },
        list_reply: { id: '1' },
        button_reply: { id: '1' },
      },
    },
    error: { code: 1 },
  },
  timeUtc: '2024-05-06T11:37:49',
};

/** Every object of an MO: the key that stands before its brace. */
const places = [
  ...['"from":{', '"to":{', '"message":{', '"media":{', '"custom":{', '"location":{', '"contacts":[{', '"name":{'],
  ...['"phones":[{', '"org":{', '"order":{', '"product_items":[{', '"button":{', '"interactive":{', '"nfm_reply":{'],
  ...['"response_json":{', '"nested":{', '"list_reply":{', '"button_reply":{', '"error":{'],
];
const evil = '{"x":"polluted","text":"polluted","number":"polluted","isAdmin":true}';
const payloads = [
  ...places.flatMap((place) => [
    [`__proto__ in ${place}`, put(place, `"__proto__":${evil}`)],
    [`constructor.prototype in ${place}`, put(place, `"constructor":{"prototype":${evil}}`)],
  ]),
  ['__proto__ at the top', JSON.stringify(whole).replace('{', `{"__proto__":${evil},`)],
  [
    '__proto__ in JSON text',
    JSON.stringify(whole).replace(
      /"response_json":\{.*?\}\}/,
      () => `"response_json":${JSON.stringify(`{"__proto__":${evil}}`)}`,
    ),
  ],
  ['__proto__ in a list', `[${JSON.stringify(whole)},{"__proto__":{"message":{"text":"polluted"}}}]`],
];

describe('an MO with names that every object has', () => {
  afterEach(() => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('x');
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  it.each(payloads)('is read like any other: %s', (_where, body) => {
    const bytes = new TextEncoder().encode(body);
    redactDelivery(bytes, null, new Set([0]));
    const delivery = readDelivery(bytes, null);
    for (const item of delivery.ok ? delivery.items : []) {
      if (item.problem !== null) continue;
      listUnseenNames(item.raw);
      expect(canonicalJson(item.raw)).toContain('Hello');
      const reading = readMo(item.mo);
      expect(readSender(item.mo)).toMatchObject({ number: '+31612345678', name: 'Demo' });
      expect(readRoute(item.mo).businessNumber).toBe('3669');
      if (reading.what !== 'message') return expect.fail('a notice');
      const stored = { ...toContent(reading, storedMedia), text: reading.text };
      expect(reading.text).toBe('Hello');
      expect(previewOf(stored, (key) => key)).not.toContain('[object');
      searchTextOf(stored);
    }
  });

  it('are forty and more', () => {
    expect(payloads.length).toBeGreaterThanOrEqual(40);
    for (const [where, body] of payloads) expect(body, where).toMatch(/__proto__|"prototype"/);
  });
});

function put(place: string, member: string): string {
  const body = JSON.stringify(whole);
  expect(body).toContain(place);
  return body.replace(place, `${place}${member},`);
}
