import * as z from 'zod';
import type { Message } from '@/lib/messages/message';

type Place = { channel: string; businessNumber: string | null };

/** What a message of the API says, as one line of JSON: without ids, and of a file without what became of it. */
export function sayingOf(message: Message, { channel, businessNumber }: Place): string {
  const { kind, content, text, reference, messageContext, sentAt, metaReceivedAt } = message;
  return line({ kind, content, text, reference, messageContext, sentAt, metaReceivedAt, channel, businessNumber });
}

const expectedSchema = z.object({
  kind: z.unknown(),
  content: z.unknown(),
  text: z.unknown(),
  reference: z.unknown(),
  messageContext: z.unknown(),
  sentAt: z.unknown(),
  metaReceivedAt: z.unknown(),
  channel: z.unknown(),
  businessNumber: z.unknown(),
});

/** The same of what a sample expects; nothing when that is no message. */
export function saidBy(expected: Record<string, unknown>): string[] {
  return expected.what === 'message' ? [line(expectedSchema.parse(expected))] : [];
}

const OF_STORAGE = new Set(['url', 'mediaId', 'state', 'deletedAt']);

function line(said: object): string {
  return JSON.stringify(said, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const members = Object.entries(value).filter(([name]) => !OF_STORAGE.has(name) || !('mediaType' in value));
    return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
