import { mo } from './mo';

type Options = Parameters<typeof mo>[0] & { url: string; contentType?: string; title?: string; type?: string };

/** An MO with a file at this address, a photo unless told otherwise. */
export function mediaMo({
  url,
  contentType = 'image/png',
  title = 'photo.png',
  type = 'image',
  text = '',
  ...rest
}: Options) {
  return mo({ ...rest, text, media: { mediaUri: url, contentType, title }, custom: { message_type: type } });
}
