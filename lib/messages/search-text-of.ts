import type { Contents, Kind, KindAndContent } from './kind';
import { kinds } from './kinds';

/**
 * Everything in a message that a person may search for, one string for each piece and each piece once. To store it,
 * fold each piece and join them by line breaks: a folded query has none, so a hit never spans two pieces.
 */
export function searchTextOf(message: KindAndContent & { text: string | null }): string[] {
  const pieces = [message.text ?? '', ...searchKindAndContent(message)];
  return [...new Set(pieces.filter((piece) => piece.trim() !== ''))];
}

function searchKindAndContent(message: KindAndContent): string[] {
  const own = searchKind(message.kind, message.content);
  const partial = message.kind === 'error' ? message.content.partial : null;
  return partial === null ? own : [...own, ...searchKindAndContent(partial)];
}

function searchKind<K extends Kind>(kind: K, content: Contents[K]): string[] {
  return kinds[kind].searchText(content);
}
