import { foldText } from './fold-text';
import type { Contents, Kind, KindAndContent } from './kind';
import { kinds } from './kinds';

/** Stands before the id of a product in stored text, so that it is found as one. */
export const SKU_MARK = '\u001f';

/**
 * What is stored of a message for searching: its pieces folded, on a line each. A folded query holds no line break, so a
 * hit never spans two pieces. Ids of products follow once more, marked.
 */
export function storedSearchText(message: KindAndContent & { text: string | null }): string {
  const products = productsOf(message).map((id) => SKU_MARK + foldText(id));
  return [...searchTextOf(message).map(foldText), ...new Set(products)].join('\n');
}

function productsOf(message: KindAndContent): string[] {
  if (message.kind === 'order')
    return message.content.items.flatMap(({ productRetailerId }) => productRetailerId ?? []);
  return message.kind === 'error' && message.content.partial ? productsOf(message.content.partial) : [];
}

/** Everything in a message that a person may search for, one string for each piece and each piece once. */
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
