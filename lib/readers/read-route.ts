import type { Mo } from '@/lib/cm/mo';
import { normalizePhoneNumber } from '@/lib/messages/phone-number';

import { present } from './present';

/** By which channel and to which business number an MO came, and whether it is one of our own sample messages. */
export type Route = { channel: string; businessNumber: string | null; sample: boolean };

/** A missing channel means WhatsApp; others stay as sent. */
export function readRoute(mo: Mo): Route {
  return {
    channel: present(mo.channel)?.trim() ?? 'WhatsApp',
    businessNumber: normalizePhoneNumber(mo.to.number),
    sample: mo.groupings[0] === 'inlet-sample',
  };
}
