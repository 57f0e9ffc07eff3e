const BODY_BYTES = 2048;
const CUSTOMERS = 500;

/** A text message of 2 KB, for measuring: the messages of many customers, each number another one. */
export function loadBody(number: number): string {
  const customer = (number % CUSTOMERS).toString().padStart(4, '0');
  const mo = {
    reference: `wamid.${number.toString(36).padStart(40, '0')}`,
    messageContext: '',
    from: { number: `+316100${customer}`, name: `Customer ${customer}` },
    to: { number: '0031201234567' },
    message: {
      text: `message-${number.toString()}-end `,
      media: { mediaUri: '', contentType: '', title: '' },
      custom: { message_type: 'text' },
      error: '',
    },
    groupings: ['', '', ''],
    time: '2026-01-05 10:00:00',
    timeUtc: new Date(Date.UTC(2026, 0, 5) + number * 1000).toISOString().slice(0, 19),
    channel: 'WhatsApp',
  };
  mo.message.text += 'lorem ipsum dolor sit amet '.repeat(100).slice(0, BODY_BYTES - JSON.stringify(mo).length);
  return JSON.stringify(mo);
}
