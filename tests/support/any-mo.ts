import fc from 'fast-check';

/** Words as people write them, and as an attacker does. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string() },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'a\u0000b',
      '\ud800',
      'x\udc00y',
      '\uffff\ufffe',
      '\u202egpj.exe\u2066',
      '\u200b\u200d\ufeff',
      `e${'\u0301\u0323'.repeat(300)}`,
      '1'.repeat(5000),
      '<script>alert(1)</script>',
      '=1+1',
      "'; DROP TABLE Message; --",
      '%_\\',
      '__proto__',
      'constructor',
      'null',
      '{"__proto__":{"polluted":true}}',
      '[[[[[[[[',
    ),
  },
);

/** Mostly what belongs there, at times anything else. */
function mostly<Value>(right: fc.Arbitrary<Value>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 1, arbitrary: anyText },
    { weight: 1, arbitrary: fc.constantFrom(null, 0, -1, 1e308, true, [], {}, '') },
  );
}

/** An object with some of these members, and at times others. */
function some(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const known = fc.record(members, { requiredKeys: [] });
  const others = fc.dictionary(fc.oneof(anyText, fc.constant('__proto__')), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 2,
  });
  return fc.oneof(
    { weight: 5, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, others).map((parts) => Object.fromEntries(parts.flatMap(Object.entries))) },
  );
}

const decimal = fc.oneof(
  fc.constantFrom('15', '9.99', 7, 0.1, '1e400', '-0', '9'.repeat(50), '1,5', 'free', ''),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const number = fc.constantFrom(
  '+31612345678',
  '0031612345678',
  '31 6 12345678',
  '3669',
  'CM.com',
  '',
  31612345678,
  '+',
);
const reference = fc.oneof(fc.constantFrom('a', ' a ', 'b', 'wamid.A==', 12, ''), anyText);
const time = fc.oneof(
  fc.constantFrom('2019-11-05T08:32:33', '2024-03-31 02:30:00', '2024-10-27 02:30:00Z', '9999-12-31T23:59:59', '0'),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 19)),
);
const fields = mostly(some({ type: anyText, phone: anyText, email: anyText, url: anyText, street: anyText }));
const list = (item: fc.Arbitrary<unknown>) => mostly(fc.array(item, { maxLength: 3 }));

const custom = some({
  message_type: mostly(
    fc.constantFrom('text', 'image', 'VOICE', 'location', 'contacts', 'order', 'request_welcome', 'hologram'),
  ),
  meta_received_time: mostly(time),
  deletedMessage: mostly(reference),
  location: mostly(
    some({ latitude: mostly(decimal), longitude: mostly(decimal), longtitude: decimal, label: anyText }),
  ),
  contacts: list(
    some({
      name: mostly(some({ formatted_name: anyText, first_name: anyText, name_prefix: anyText })),
      phones: list(fields),
      emails: list(fields),
      addresses: list(fields),
      org: fields,
      urls: list(fields),
      birthday: mostly(anyText),
    }),
  ),
  order: mostly(
    some({
      catalog_id: mostly(anyText),
      product_items: list(
        some({
          product_retailer_id: mostly(anyText),
          quantity: mostly(decimal),
          item_price: mostly(decimal),
          currency: mostly(fc.constantFrom('EUR', 'JPY', 'usd', 'EURO', '')),
        }),
      ),
      text: mostly(anyText),
    }),
  ),
  button: mostly(some({ label: mostly(anyText), text: anyText, payload: mostly(anyText) })),
  interactive: mostly(
    some({
      type: mostly(fc.constantFrom('list_reply', 'button_reply', 'nfm_reply', 'call_permission_reply')),
      list_reply: mostly(some({ id: anyText, title: mostly(anyText), description: anyText })),
      button_reply: mostly(some({ id: anyText, title: mostly(anyText) })),
      nfm_reply: mostly(
        some({ name: anyText, body: anyText, response_json: fc.oneof(fc.json(), fc.jsonValue(), anyText) }),
      ),
    }),
  ),
});

/** An MO in CM.com's shape, in which anything may be missing, wrong or hostile. */
export const anyMo: fc.Arbitrary<unknown> = some({
  reference: mostly(reference),
  messageContext: mostly(reference),
  name: mostly(anyText),
  from: mostly(
    some({ number: mostly(number), name: mostly(anyText), userId: mostly(fc.constantFrom('NL.1', 'NL.2', '')) }),
  ),
  to: mostly(some({ number: mostly(number) })),
  message: some({
    text: mostly(anyText),
    media: mostly(
      some({
        mediaUri: mostly(
          fc.oneof(
            fc.constantFrom('https://cdn-2.messaging.cm.com/fileproxy/files/0123456789abcdef', 'file:///etc/passwd'),
            anyText,
          ),
        ),
        contentType: mostly(fc.constantFrom('image/jpeg', 'audio/ogg; codecs=opus', 'IMAGE/WEBP', '')),
        title: mostly(anyText),
        referenceTicket: anyText,
      }),
    ),
    custom: mostly(custom),
    error: mostly(
      fc.oneof(fc.constantFrom('', 'Message type is not currently supported'), fc.jsonValue({ maxDepth: 3 })),
    ),
  }),
  groupings: mostly(fc.array(anyText, { maxLength: 3 })),
  time: mostly(time),
  timeUtc: mostly(time),
  channel: mostly(fc.constantFrom('WhatsApp', 'SMS', 'RCS', '')),
});
