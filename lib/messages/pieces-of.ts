import type { Contents, Kind, KindAndContent } from './kind';
import { kinds } from './kinds';

/** Everything in a message that a person may read or look for, one string for each piece and each piece once. */
export function piecesOf(message: KindAndContent & { text: string | null }): string[] {
  const pieces = [message.text ?? '', ...piecesOfContent(message)];
  return [...new Set(pieces.filter((piece) => piece.trim() !== ''))];
}

function piecesOfContent(message: KindAndContent): string[] {
  const own = piecesOfKind(message.kind, message.content);
  const partial = message.kind === 'error' ? message.content.partial : null;
  return partial === null ? own : [...own, ...piecesOfContent(partial)];
}

function piecesOfKind<K extends Kind>(kind: K, content: Contents[K]): string[] {
  return kinds[kind].searchText(content);
}
