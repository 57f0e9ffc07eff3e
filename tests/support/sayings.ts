import * as z from 'zod';
import { channelKey } from '@/lib/messages/channel-key';
import type { Message } from '@/lib/messages/message';

/** When samples without any time expect to have arrived. */
export const ARRIVED_AT = '2026-01-01T00:00:00.000Z';

type Place = { channel: string; businessNumber: string | null };

/** What a message of the API says, as one line of JSON: without ids, and of a file without what became of it. */
export function sayingOf(message: Message, { channel, businessNumber }: Place): string {
  const { kind, content, text, reference, messageContext, metaReceivedAt } = message;
  const sentAt = message.sentAt === message.receivedAt ? 'at arrival' : message.sentAt;
  const said = { kind, content, text, reference, messageContext, sentAt, metaReceivedAt, businessNumber };
  // A conversation that came by two spellings of a channel shows one of them.
  return line({ ...said, channel: channelKey(channel) });
}

const expectedSchema = z.object({
  kind: z.unknown(),
  content: z.unknown(),
  text: z.unknown(),
  reference: z.unknown(),
  messageContext: z.unknown(),
  sentAt: z.unknown(),
  metaReceivedAt: z.unknown(),
  channel: z.string().transform(channelKey),
  businessNumber: z.unknown(),
});

/** The same of what a sample expects; nothing when that is no message. */
export function saidBy(expected: Record<string, unknown>): string[] {
  if (expected.what !== 'message') return [];
  const { sentAt, ...said } = expectedSchema.parse(expected);
  return [line({ ...said, sentAt: sentAt === ARRIVED_AT ? 'at arrival' : sentAt })];
}

const OF_STORAGE = new Set(['url', 'mediaId', 'state', 'deletedAt']);

function line(said: object): string {
  return JSON.stringify(said, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const members = Object.entries(value).filter(([name]) => !OF_STORAGE.has(name) || !('mediaType' in value));
    return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
