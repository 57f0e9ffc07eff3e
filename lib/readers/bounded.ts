import { createHash } from 'node:crypto';

/** Databases look names up by index, and an index takes no long ones. */
const longest = 200;

/** The text, or, when no honest one is that long, its beginning and a hash that keeps it apart from others. */
export function bounded(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, 100).replace(/\p{Surrogate}/gu, '')}…${createHash('sha256').update(text).digest('hex')}`;
}
