/** Quantities and prices are decimal strings as sent; null when absent. */
export type OrderItem = {
  productRetailerId: string | null;
  quantity: string | null;
  itemPrice: string | null;
  currency: string | null;
};

export type OrderContent = {
  catalogId: string | null;
  items: OrderItem[];
  text: string | null;
  /** Exact sums for each currency, as decimal strings without padding. */
  totals: { currency: string; amount: string }[];
  /** Some line could not be computed and is left out of the totals. */
  incomplete: boolean;
};
