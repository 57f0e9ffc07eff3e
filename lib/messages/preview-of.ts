import type { Contents, Kind, KindAndContent } from './kind';
import type { PreviewWords } from './kind-definition';
import { kinds } from './kinds';

/**
 * The whole line that stands for a message in the conversation list and in quotes, at most `max` UTF-16 units, without
 * a line break. A caption says more than a file name, and a reply's text more than its payload.
 */
export function previewOf(message: KindAndContent & { text: string | null }, words: PreviewWords, max = 200): string {
  const { kind, content } = withText(message);
  const line = previewKind(kind, content, words);
  return cut(collapse(line) || collapse(message.text ?? ''), max);
}

function withText(message: KindAndContent & { text: string | null }): KindAndContent {
  const { text } = message;
  if (!text?.trim()) return message;
  if (message.kind === 'media') return { kind: 'media', content: { ...message.content, title: text } };
  if (message.kind === 'buttonReply' && message.content.title === null) {
    return { kind: 'buttonReply', content: { ...message.content, title: text } };
  }
  if (message.kind === 'listReply' && message.content.title === null) {
    return { kind: 'listReply', content: { ...message.content, title: text } };
  }
  return message;
}

function previewKind<K extends Kind>(kind: K, content: Contents[K], words: PreviewWords): string {
  return kinds[kind].preview(content, words);
}

function collapse(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function cut(line: string, max: number): string {
  if (line.length <= max) return line;
  const room = line.slice(0, max);
  let end = 0;
  for (const { index } of graphemes.segment(room)) if (index < max) end = index;
  // One endless grapheme (a letter under hundreds of marks) has no boundary to cut at.
  const kept = end > 0 ? line.slice(0, end) : line.slice(0, max - 1).replace(/\p{Surrogate}/gu, '');
  return `${kept.trimEnd()}…`;
}
