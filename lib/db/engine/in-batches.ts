/** Of both engines the lower limit of values in one statement is 32,766. */
export const MOST_VALUES = 30_000;

/** The items in their order, at most so many together. */
export function inBatches<Item>(items: readonly Item[], most: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );
}
