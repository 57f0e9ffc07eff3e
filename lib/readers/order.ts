import * as z from 'zod';
import { isJsonObject, member } from '@/lib/cm/json';
import { says } from '@/lib/cm/says';
import { wireText } from '@/lib/cm/wire-text';
import { orderTotals } from '@/lib/messages/order-totals';
import type { OrderItem } from '@/lib/messages/kinds/order';
import { present } from './present';
import type { Reader } from './reader';

const nothing = { product_retailer_id: null, quantity: null, item_price: null, currency: null };

const itemSchema = z
  .object({ product_retailer_id: wireText, quantity: wireText, item_price: wireText, currency: wireText })
  .catch(nothing);

const orderSchema = z.object({
  catalog_id: wireText,
  product_items: z.preprocess(listOf, z.array(itemSchema)),
  text: wireText,
});

/** A single item may come without its list. */
function listOf(items: unknown): unknown[] {
  if (Array.isArray(items)) return items;
  return typeof items === 'object' && items !== null ? [items] : [];
}

/** CM.com, WhatsApp product message replies: `custom.order`. Numbers come as strings, from Meta also as numbers. */
export const readOrder: Reader<'order'> = (mo) => {
  const sent = member(mo.message.custom, 'order');
  if (!isJsonObject(sent) || !says(sent)) return undefined;
  const order = orderSchema.parse(sent);
  const items = order.product_items.map((item): OrderItem => ({
    productRetailerId: present(item.product_retailer_id),
    quantity: present(item.quantity),
    itemPrice: present(item.item_price),
    currency: present(item.currency),
  }));
  return { catalogId: present(order.catalog_id), items, text: present(order.text), ...orderTotals(items) };
};
