import type { Mo } from '@/lib/cm/mo';
import { normalizePhoneNumber } from '@/lib/messages/phone-number';
import { bounded } from './bounded';
import { present } from './present';

/** By which channel and to which business number an MO came, and whether it is one of our own sample messages. */
export type Route = { channel: string; businessNumber: string | null; sample: boolean };

/** A missing channel means WhatsApp; others stay as sent, and are told apart by `channelKey`. */
export function readRoute(mo: Mo): Route {
  const businessNumber = normalizePhoneNumber(mo.to.number);
  return {
    channel: bounded(present(mo.channel)?.trim() ?? 'WhatsApp'),
    businessNumber: businessNumber === null ? null : bounded(businessNumber),
    sample: mo.groupings[0] === 'inlet-sample',
  };
}
