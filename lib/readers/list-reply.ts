import * as z from 'zod';
import { wireText } from '@/lib/cm/wire-text';
import { present } from './present';
import type { Reader } from './reader';

const listSchema = z.object({
  interactive: z
    .object({ list_reply: z.object({ id: wireText, title: wireText, description: wireText }).nullable().catch(null) })
    .nullable()
    .catch(null),
});

/** CM.com, WhatsApp interactive message replies: `custom.interactive.list_reply`, null when it is another answer. */
export const readListReply: Reader<'listReply'> = (mo) => {
  const reply = listSchema.parse(mo.message.custom).interactive?.list_reply;
  if (!reply) return undefined;
  const content = { id: present(reply.id), title: present(reply.title), description: present(reply.description) };
  return Object.values(content).some((value) => value !== null) ? content : undefined;
};
