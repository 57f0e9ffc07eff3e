import { formatAmount } from './format-amount';
import type { KindAndContent } from './kind';
import type { ContactsContent } from './kinds/contacts';
import type { OrderContent } from './kinds/order';
import { orderTotals } from './order-totals';
import { spellPhoneNumber } from './phone-number';

/** So many lines of an order, and phones of cards, are spelled: writing them takes its time. */
const MOST = 100;

/**
 * How else a person may write what a message says, to search for it: prices as the screen shows them, and phone numbers
 * without signs. For the server alone: a browser has no need of what they are made with.
 */
export function otherSpellings(message: KindAndContent): string[] {
  if (message.kind === 'order') return spellPrices(message.content);
  return message.kind === 'contacts' ? spellPhones(message.content) : [];
}

function spellPrices({ items, totals }: OrderContent): string[] {
  const lines = items.slice(0, MOST).flatMap((item) => {
    const { itemPrice, currency } = item;
    const isPriced = itemPrice !== null && currency !== null;
    const price = isPriced ? [{ currency: currency.trim().toUpperCase(), amount: itemPrice.trim() }] : [];
    return [...price, ...orderTotals([item]).totals];
  });
  // In the locale of the screen.
  return [...lines, ...totals.slice(0, MOST)].map((sum) => formatAmount(sum, 'en'));
}

function spellPhones({ contacts }: ContactsContent): string[] {
  const phones = contacts.flatMap((card) => card.phones).slice(0, MOST);
  return phones.flatMap((fields) => [fields.phone, fields.wa_id].flatMap((number) => spellPhoneNumber(number ?? null)));
}
