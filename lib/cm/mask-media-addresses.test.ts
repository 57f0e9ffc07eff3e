import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { maskMediaAddresses } from './mask-media-addresses';

describe('the source of a delivery', () => {
  it('is the text as sent, unpacked, without the ends of media addresses', () => {
    const text = '{"media":{"mediaUri":"https://cdn-1.messaging.cm.com/fileproxy/files/secret"},"text":"é 🙏"}';
    const shown = '{"media":{"mediaUri":"https://cdn-1.messaging.cm.com/fileproxy/files/…"},"text":"é 🙏"}';
    expect(maskMediaAddresses(Buffer.from(text), null)).toBe(shown);
    expect(maskMediaAddresses(gzipSync(text), 'gzip')).toBe(shown);
  });

  it('shows each byte that is no text, and masks what stands between them', () => {
    const body = Buffer.concat([
      Buffer.from('caf\u00e9 \u{1f64f}\n', 'utf8'),
      Buffer.from([0, 0xe9, 0xff, 0x1b, 0xf0, 0x9f]),
      Buffer.from(' "mediaUri":"https://cdn-1.messaging.cm.com/fileproxy/files/secret"'),
    ]);
    expect(maskMediaAddresses(body, null)).toBe(
      'café 🙏\n\\x00\\xE9\\xFF\\x1B\\xF0\\x9F "mediaUri":"https://cdn-1.messaging.cm.com/fileproxy/files/…"',
    );
  });

  it.each<[string, string, string]>([
    [
      'escaped slashes',
      String.raw`{"mediaUri":"https:\u002f\u002Fcdn-1.messaging.cm.com\u002ffileproxy\u002ffiles\u002fs\u0065cret"}`,
      '{"mediaUri":"https://cdn-1.messaging.cm.com/fileproxy/files/…"}',
    ],
    [
      'an escaped name',
      String.raw`{"media\u0055ri" : "https://host/a/secret"}`,
      String.raw`{"media\u0055ri" : "https://host/a/…"}`,
    ],
    ['a slash at the end', '{"mediaUri":"https://host/a/secret/"}', '{"mediaUri":"https://host/a/…"}'],
    ['a slash in the query', '{"mediaUri":"https://host/a/secret?size=1/2"}', '{"mediaUri":"https://host/a/…"}'],
    [
      'a field that nobody knows',
      String.raw`{"new":["https:\/\/host\/fileproxy\/files\/s\u0065cret?x=1"]}`,
      '{"new":["https://host/fileproxy/files/…"]}',
    ],
    [
      'JSON in a text',
      String.raw`{"response_json":"{\"mediaUri\":\"https:\\/\\/host\\/a\\/secret\"}"}`,
      String.raw`{"response_json":"{\"mediaUri\":\"https://host/a/…\"}"}`,
    ],
    [
      'JSON that breaks off',
      '{"text":"a","mediaUri":"https://host/a/secret',
      '{"text":"a","mediaUri":"https://host/a/…',
    ],
  ])('masks an address with %s', (_with, text, shown) => {
    expect(maskMediaAddresses(Buffer.from(text), null)).toBe(shown);
  });

  it('leaves what holds no address as sent', () => {
    const text = String.raw`{"text":"a\u00e9\/b \"c\"", "mediaUri" : "", "n":1.50, "mediaUri":null}`;
    expect(maskMediaAddresses(Buffer.from(text), null)).toBe(text);
  });
});
