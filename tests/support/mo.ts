let count = 0;

/** An MO as CM.com sends it, a text message unless `custom` says otherwise, with a reference of its own. */
export function mo({
  text = 'Hello',
  number = '+31612345678',
  name = 'Demo',
  to = '+31201234567',
  reference = `reference-${(count += 1)}`,
  messageContext = '',
  custom = {},
  media = { mediaUri: '', contentType: '', title: '' },
  timeUtc = '2024-05-06T11:37:49',
  error = '',
}: Partial<{
  text: string;
  number: string;
  name: string;
  to: string;
  reference: string;
  messageContext: string;
  custom: Record<string, unknown>;
  media: { mediaUri: string; contentType: string; title: string };
  timeUtc: string;
  error: string;
}> = {}) {
  return {
    reference,
    messageContext,
    from: { number, name },
    to: { number: to },
    message: { text, media, custom: { meta_received_time: timeUtc, ...custom }, error },
    groupings: ['', '', ''],
    timeUtc,
    channel: 'WhatsApp',
  };
}
