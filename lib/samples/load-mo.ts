/** An MO for measuring: a text message, or one with a JPEG at an address. */
export function loadMo({
  reference,
  number,
  name = 'Bench',
  text = '',
  file,
}: {
  reference: string;
  number: string;
  name?: string;
  text?: string;
  file?: { url: string; name: string };
}): object {
  return {
    reference,
    from: { number, name },
    to: { number: '+31201234567' },
    message: {
      text,
      media: { mediaUri: file?.url ?? '', contentType: file ? 'image/jpeg' : '', title: file?.name ?? '' },
      custom: file ? { message_type: 'image' } : {},
    },
    timeUtc: new Date().toISOString().slice(0, 19),
    channel: 'WhatsApp',
  };
}
