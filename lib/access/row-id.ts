import * as z from 'zod';

/** The database holds ids as signed integers of four bytes and refuses a query with a greater one. */
const GREATEST = 2 ** 31 - 1;

/** The id that a text from outside names, or null when no row can have it. */
export function readRowId(text: string): number | null {
  if (!/^[1-9]\d{0,9}$/.test(text)) return null;
  return Number(text) <= GREATEST ? Number(text) : null;
}

/** An id in a query or a body. */
export const rowId = z.string().transform((text, context) => {
  const id = readRowId(text);
  if (id !== null) return id;
  context.addIssue('must be an id');
  return z.NEVER;
});
