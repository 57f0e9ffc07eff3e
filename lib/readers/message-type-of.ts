import { member } from '@/lib/cm/json';
import type { Mo } from '@/lib/cm/mo';

/** `custom.message_type` in small letters; null on the older messages that have none. */
export function messageTypeOf(mo: Mo): string | null {
  const type = member(mo.message.custom, 'message_type');
  return typeof type === 'string' && type.trim() ? type.trim().toLowerCase() : null;
}
