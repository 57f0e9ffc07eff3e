/** One keyset page of a list. */
export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** One page of a thread, oldest first. `nextCursor` leads to older messages, `previousCursor` to newer ones. */
export type ThreadPage<Item> = Page<Item> & { previousCursor: string | null };
