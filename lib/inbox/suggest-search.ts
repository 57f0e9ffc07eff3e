import { permit, type Caller } from '@/lib/access/caller';
import { listBusinessNumbers } from '@/lib/db/customers';
import { database } from '@/lib/db/database';
import { hydrateContent } from '@/lib/db/hydrate-message';
import { findMessages } from '@/lib/db/messages';
import { searchMessages } from '@/lib/db/search-messages';
import { completeWord, wordAt, writeValue, type Suggestion } from '@/lib/messages/complete-query';
import { foldText } from '@/lib/messages/fold-text';
import { parseQuery } from '@/lib/messages/search-query';
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
  const word = wordAt(q, Math.min(at, q.length));
  const { from, to, operator, written } = word;
  const items = completeWord(word);
  if (operator === 'from' || (operator === null && Array.from(written).length >= 2))
    items.push(...(await suggestCustomers(caller, written)));
  if (operator === 'number') items.push(...(await suggestBusinessNumbers(caller, written)));
  if (operator === 'sku') items.push(...(await suggestProducts(caller, written)));
  return { from, to, items: items.slice(0, MOST) };
}

async function suggestCustomers(caller: Caller, written: string): Promise<Suggestion[]> {
  const { items } = await listConversations(caller, { q: written, limit: MOST });
  const suggestions = items.map(({ customer: { name, number } }): Suggestion => {
    const text = writeValue('from', name ?? number ?? '');
    return { text, what: 'customer', label: name === null ? null : number };
  });
  return [...new Map(suggestions.map((suggestion) => [suggestion.text, suggestion])).values()];
}

async function suggestBusinessNumbers({ scope }: Caller, written: string): Promise<Suggestion[]> {
  const known = await listBusinessNumbers(database().reader, scope);
  return known
    .filter(
      ({ number, label }) => number !== '' && (number.includes(written) || foldText(label ?? '').includes(written)),
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
