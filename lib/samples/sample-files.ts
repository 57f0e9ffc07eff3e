import path from 'node:path';

/** All made for this project: rendered, drawn and spoken by machines, so that no rights of others are in them. */
const contentTypes: Record<string, string> = {
  'cappuccino.jpg': 'image/jpeg',
  'doughnuts.jpg': 'image/jpeg',
  'payment.png': 'image/png',
  'thank-you.webp': 'image/webp',
  'voice-message.ogg': 'audio/ogg; codecs=opus',
  'counter.mp4': 'video/mp4',
  'quotation-2291.pdf': 'application/pdf',
};

/** Where a file of the sample conversations lies and what it is; undefined for any other name. */
export function findSampleFile(name: string): { path: string; contentType: string } | undefined {
  const contentType = Object.hasOwn(contentTypes, name) ? contentTypes[name] : undefined;
  return contentType === undefined ? undefined : { path: path.resolve('lib/samples/files', name), contentType };
}
