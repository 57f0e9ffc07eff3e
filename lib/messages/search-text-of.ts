import { foldText } from './fold-text';
import { holdsLink } from './holds-link';
import type { KindAndContent } from './kind';
import { otherSpellings } from './other-spellings';
import { piecesOf } from './pieces-of';

/** Stands before the id of a product in stored text, so that it is found as one. */
export const SKU_MARK = '\u001f';

/** A line of stored text that no query can ask for: the message holds a web address. */
export const LINK_MARK = '\u001e';

/**
 * What is stored of a message for searching: its pieces folded, on a line each. A folded query holds no line break, so a
 * hit never spans two pieces. Ids of products follow once more, marked, and whether there is a web address.
 */
export function storedSearchText(message: KindAndContent & { text: string | null }): string {
  const products = productsOf(message).map((id) => SKU_MARK + foldText(id));
  const links = holdsLinks(message) ? [LINK_MARK] : [];
  return [...searchTextOf(message).map(foldText), ...new Set(products), ...links].join('\n');
}

/** The name of a file may look like an address and leads nowhere. */
function holdsLinks(message: KindAndContent & { text: string | null }): boolean {
  const pieces = message.kind === 'media' ? [message.text ?? ''] : piecesOf(message);
  return pieces.some(holdsLink);
}

function productsOf(message: KindAndContent): string[] {
  if (message.kind === 'order')
    return message.content.items.flatMap(({ productRetailerId }) => productRetailerId ?? []);
  return message.kind === 'error' && message.content.partial ? productsOf(message.content.partial) : [];
}

/** Everything in a message that a person may search for, one string for each piece and spelling, each of them once. */
export function searchTextOf(message: KindAndContent & { text: string | null }): string[] {
  return [...new Set([...piecesOf(message), ...spellingsOf(message)])];
}

function spellingsOf(message: KindAndContent): string[] {
  const partial = message.kind === 'error' ? message.content.partial : null;
  return partial === null ? otherSpellings(message) : spellingsOf(partial);
}
