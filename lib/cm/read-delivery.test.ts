import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelivery, type DeliveryReading } from './read-delivery';

const bytes = (text: string) => new TextEncoder().encode(text);
const mo = { reference: 'r', message: { text: 'hello', custom: {} }, timeUtc: '2019-11-05T08:32:33' };
const read = (body: unknown): DeliveryReading => readDelivery(bytes(JSON.stringify(body)), null);
const textOf = (reading: DeliveryReading) =>
  reading.ok ? reading.items.map((item) => ('mo' in item ? item.mo.message.text : item.problem)) : reading.reason;

describe('readDelivery', () => {
  it('reads one MO, and keeps it as sent beside', () => {
    const reading = read(mo);
    expect(textOf(reading)).toEqual(['hello']);
    expect(reading).toMatchObject({ ok: true, items: [{ position: 0, problem: null, raw: mo }] });
  });

  it('reads each element of a list by itself', () => {
    expect(textOf(read([mo, 'words', { event: { type: 'MessageDelete' } }, [mo], mo]))).toEqual([
      'hello',
      'not-an-object',
      'event',
      'not-an-object',
      'hello',
    ]);
  });

  it.each([
    ['an empty body', '', 'not-json'],
    ['half a body', '{"message":', 'not-json'],
    ['a comment in JSON', '{"message":{} // here\n}', 'not-json'],
    ['XML', '<MESSAGES/>', 'xml'],
    ['null', 'null', 'not-an-object'],
    ['a number', '12', 'not-an-object'],
    ['a string', '"message"', 'not-an-object'],
    ['an empty object', '{}', 'no-message'],
    ['an empty list', '[]', 'no-message'],
    ['a message that is no object', '{"message":"hello"}', 'no-message'],
    ['an event', '{"from":{"number":"1"},"event":{"type":"StoryMention"}}', 'event'],
    [
      'a status report',
      '{"messages":{"msg":{"received":"2024","to":"0031","reference":"r","status":{"code":"2"}}}}',
      'status-report',
    ],
    ['an MT', '{"messages":{"msg":[{"body":{"type":"auto"},"to":[{"number":"0031"}]}],"authentication":{}}}', 'mt'],
    ['a body of Meta', '{"object":"whatsapp_business_account","entry":[{"changes":[]}]}', 'meta-native'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 'too-deep'],
    ['200,000 levels', `{"message":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_001)}`, 'too-deep'],
    ['more elements than anybody sends', `[${'1,'.repeat(10_000)}1]`, 'too-many'],
  ])('names %s', (_what, body, reason) => {
    expect(readDelivery(bytes(body), null)).toEqual({ ok: false, reason });
  });

  it('reads 64 levels', () => {
    const custom = `${'{"a":'.repeat(62)}1${'}'.repeat(62)}`;
    expect(readDelivery(bytes(`{"message":{"custom":${custom}}}`), null).ok).toBe(true);
  });

  it('accepts a byte-order mark and refuses what is no UTF-8', () => {
    expect(textOf(readDelivery(bytes(`\uFEFF${JSON.stringify(mo)}`), null))).toEqual(['hello']);
    expect(readDelivery(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), null)).toEqual({
      ok: false,
      reason: 'not-utf8',
    });
  });

  it('reads U+0000 as U+2400 and a lone surrogate as U+FFFD, in names and values, and keeps them in what was sent', () => {
    const reading = readDelivery(
      bytes('{"message":{"text":"a\\u0000b\\ud800","custom":{"k\\u0000":["\\udc00"]}}}'),
      null,
    );
    expect(reading).toMatchObject({
      ok: true,
      items: [{ mo: { message: { text: 'a␀b\uFFFD', custom: { 'k␀': ['\uFFFD'] } } } }],
    });
    expect(reading.ok && reading.items[0]).toHaveProperty('raw.message.text', 'a\u0000b\ud800');
  });

  it('takes __proto__ for an ordinary name', () => {
    const reading = readDelivery(
      bytes('{"__proto__":{"channel":"X"},"message":{"__proto__":{"text":"x"},"custom":{"__proto__":{"order":{}}}}}'),
      null,
    );
    const item = reading.ok ? reading.items[0] : undefined;
    if (item?.problem !== null) return expect.fail('no MO');
    expect(item.mo.channel).toBeNull();
    expect(item.mo.message.text).toBeNull();
    expect(Object.keys(item.mo.message.custom)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(item.mo.message.custom)).toBe(Object.prototype);
  });

  it('loses no field to another one of a wrong type', () => {
    const wrong: unknown[] = [null, 7, true, 'words', [], [1], {}, { number: [] }];
    const keys = ['reference', 'messageContext', 'name', 'from', 'to', 'groupings', 'time', 'timeUtc', 'channel'];
    for (const key of keys) {
      for (const value of wrong) expect(textOf(read({ ...mo, [key]: value }))).toEqual(['hello']);
    }
    for (const key of ['media', 'custom', 'error']) {
      for (const value of wrong) {
        expect(textOf(read({ ...mo, message: { ...mo.message, [key]: value } }))).toEqual(['hello']);
      }
    }
    expect(read({ ...mo, from: 31612345678, to: '3669', reference: 12 })).toMatchObject({
      items: [{ mo: { from: { number: '31612345678' }, to: { number: '3669' }, reference: '12' } }],
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['identity', (body: Uint8Array) => body],
    ['gzip, br', (body: Uint8Array) => brotliCompressSync(gzipSync(body))],
    // A proxy has unpacked it and left the header.
    ['gzip', (body: Uint8Array) => body],
  ])('unpacks %s', (encoding, pack) => {
    expect(textOf(readDelivery(pack(bytes(JSON.stringify(mo))), encoding))).toEqual(['hello']);
  });

  it.each([
    ['an encoding that it does not know', 'zstd', bytes('{}'), 'unknown-encoding'],
    ['a name of every object', 'constructor', bytes('{}'), 'unknown-encoding'],
    ['broken gzip', 'gzip', gzipSync('{}').subarray(0, 12), 'broken-encoding'],
    ['broken brotli', 'br', bytes('not brotli'), 'broken-encoding'],
    ['a gzip bomb', 'gzip', gzipSync(' '.repeat(5_000_000)), 'too-large-unpacked'],
    ['a deflate bomb', 'deflate', deflateSync(' '.repeat(5_000_000)), 'too-large-unpacked'],
    ['a brotli bomb', 'br', brotliCompressSync(' '.repeat(5_000_000)), 'too-large-unpacked'],
  ])('names %s', (_what, encoding, body, reason) => {
    expect(readDelivery(body, encoding)).toEqual({ ok: false, reason });
  });

  it('never throws, whatever bytes arrive', () => {
    const encoding = fc.constantFrom(null, 'gzip', 'deflate', 'br', 'identity', 'zstd');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), encoding, (body, contentEncoding) => {
        readDelivery(body, contentEncoding);
      }),
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (body) => {
        readDelivery(bytes(body), null);
      }),
    );
  });
});
