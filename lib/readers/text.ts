import { holdsLocation } from './location';
import type { Reader } from './reader';

/** A place that cannot be drawn is no text, even if words came along: they are shown beside the unknown message. */
export const readText: Reader<'text'> = (mo) => {
  const { text } = mo.message;
  return text === null || text === '' || holdsLocation(mo) ? undefined : { text };
};
