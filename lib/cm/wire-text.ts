import * as z from 'zod';

/** Text as sent, null when it is missing. Senders also put numbers where CM.com shows strings; anything else is absent too. */
export const wireText = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : null;
  });
