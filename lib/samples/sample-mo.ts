import { tzOffset } from '@date-fns/tz';
import type { JsonObject } from '@/lib/cm/json';

export type SamplePerson = { name?: string; number?: string; userId?: string; username?: string };

export type SampleMessage = {
  from: SamplePerson | null;
  /** The business number, as CM.com spells it. */
  to: string;
  sentAt: Date;
  reference: string;
  replyTo?: string;
  text?: string;
  /** What CM.com calls it; older messages do not say. */
  type?: string;
  custom?: JsonObject;
  media?: { mediaUri: string; contentType: string; title: string };
  error?: string;
};

/** A sample message as CM.com would send it, marked in `groupings` as ours. */
export function sampleMo(message: SampleMessage): JsonObject {
  const { from, to, sentAt, reference, replyTo, text, type, custom, media, error } = message;
  const receivedByMeta = new Date(sentAt.getTime() - 1000);
  return {
    reference,
    messageContext: replyTo ?? '',
    ...(from && { from: { number: '', name: '', ...from } }),
    to: { number: to },
    message: {
      text: text ?? '',
      media: media ?? { mediaUri: '', contentType: '', title: '' },
      custom: { ...custom, meta_received_time: utc(receivedByMeta), ...(type && { message_type: type }) },
      error: error ?? '',
    },
    groupings: ['inlet-sample', '', ''],
    time: dutchTime(sentAt),
    timeUtc: utc(sentAt),
    channel: 'WhatsApp',
  };
}

const offsets = new Map<number, number>();

/** An hour has one offset, and asking for it takes longer than all the rest of a message. */
function dutchTime(instant: Date): string {
  const hour = Math.floor(instant.getTime() / 3_600_000);
  const offset = offsets.get(hour) ?? tzOffset('Europe/Amsterdam', instant);
  offsets.set(hour, offset);
  return utc(new Date(instant.getTime() + offset * 60_000)).replace('T', ' ');
}

function utc(instant: Date): string {
  return instant.toISOString().slice(0, 19);
}
