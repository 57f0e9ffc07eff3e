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
});
