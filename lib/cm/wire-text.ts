import * as z from 'zod';

/** Text as sent. Senders also put numbers where CM.com's pages show strings; whatever else it is counts as absent. */
export const wireText = z
  .union([z.string(), z.number().transform(String)])
  .nullable()
  .catch(null);
