import { permit, type Caller } from '@/lib/access/caller';
import { listBusinessNumbers } from '@/lib/db/tables/customers';
import { database } from '@/lib/db/engine/database';
import { hydrateContent } from '@/lib/db/tables/hydrate-message';
import { findMessages } from '@/lib/db/tables/messages';
import { searchMessages } from '@/lib/db/tables/search-messages';
import { completeWord, wordAt, writeValue, type Suggestion, type Unfinished } from '@/lib/messages/complete-query';
import { foldText } from '@/lib/messages/fold-text';
import { cutQuery, parseQuery } from '@/lib/messages/search-query';
import { sharedDigits } from '@/lib/messages/shared-digits';
import { listConversations } from './list-conversations';
import { filterOf } from './search-inbox';

const MOST = 8;
/** Orders that are looked through for products. */
const ORDERS = 50;

/** What could stand at the caret of a query that somebody is writing. */
export async function suggestSearch(
  caller: Caller,
  { q, at = q.length }: { q: string; at?: number | undefined },
): Promise<{ from: number; to: number; items: Suggestion[] }> {
  permit(caller, 'inbox.read');
  // Nothing beyond is read.
  if (cutQuery(q).length < q.length) return { from: at, to: at, items: [] };
  const word = wordAt(q, Math.min(at, q.length));
  const { from, to, excluded } = word;
  const known = (await suggestKnown(caller, word)).map((item) =>
    excluded ? { ...item, text: `-${item.text}` } : item,
  );
  return { from, to, items: [...completeWord(word), ...known].slice(0, MOST) };
}

async function suggestKnown(caller: Caller, { operator, written }: Unfinished): Promise<Suggestion[]> {
  if (operator === 'number') return suggestBusinessNumbers(caller, written);
  if (operator === 'sku') return suggestProducts(caller, written);
  const isName = operator === 'from' || (operator === null && Array.from(written).length >= 2);
  return isName ? suggestCustomers(caller, written) : [];
}

async function suggestCustomers(caller: Caller, written: string): Promise<Suggestion[]> {
  const { items } = await listConversations(caller, { q: written, limit: MOST });
  const suggestions = items.flatMap(({ customer: { name, number } }): Suggestion[] => {
    const called = [name, number].find((text) => foldText(text ?? '') !== '') ?? null;
    if (called === null) return [];
    return [{ text: writeValue('from', called), what: 'customer', label: called === name ? number : null }];
  });
  return [...new Map(suggestions.map((suggestion) => [suggestion.text, suggestion])).values()];
}

async function suggestBusinessNumbers({ scope }: Caller, written: string): Promise<Suggestion[]> {
  const known = await listBusinessNumbers(database().reader, scope);
  const digits = sharedDigits(written) ?? written;
  return known
    .filter(
      ({ number, label }) => number !== '' && (number.includes(digits) || foldText(label ?? '').includes(written)),
    )
    .map(({ number, label }) => ({ text: writeValue('number', number), what: 'businessNumber', label }));
}

/** Products of the latest orders. */
async function suggestProducts(caller: Caller, written: string): Promise<Suggestion[]> {
  const query = { ...parseQuery('kind:order'), skus: written === '' ? [] : [written] };
  const filter = await filterOf(caller, query, {});
  if (!filter) return [];
  const { places } = await searchMessages(database(), filter, { before: null, limit: ORDERS });
  const rows = await findMessages(
    database().reader,
    places.map(({ id }) => id),
  );
  const products = rows.flatMap((row) => {
    const said = hydrateContent(row);
    return said.kind === 'order' ? said.content.items.flatMap(({ productRetailerId }) => productRetailerId ?? []) : [];
  });
  return [...new Set(products)]
    .filter((product) => foldText(product).startsWith(written))
    .map((product) => ({ text: writeValue('sku', product), what: 'sku', label: null }));
}
