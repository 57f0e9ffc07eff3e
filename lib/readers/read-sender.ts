import type { Mo } from '@/lib/cm/mo';
import { normalizePhoneNumber } from '@/lib/messages/phone-number';
import { bounded } from './bounded';
import { present } from './present';

/** Whom an MO comes from. All null: an unidentified sender. */
export type Sender = {
  /** In the one spelling, see `normalizePhoneNumber`. */
  number: string | null;
  /** CM.com, business-scoped user ids: stays when the number is hidden. */
  userId: string | null;
  parentUserId: string | null;
  /** Can change at any time: to show, not to recognise by. */
  username: string | null;
  name: string | null;
};

/** The sender of an MO. Names stand in `from`, or at the top level when there is no `from`. */
export function readSender(mo: Mo): Sender {
  const number = normalizePhoneNumber(mo.from.number);
  const userId = trimmed(mo.from.userId);
  return {
    number: number === null ? null : bounded(number),
    userId: userId === null ? null : bounded(userId),
    parentUserId: trimmed(mo.from.parentUserId),
    username: trimmed(mo.from.username),
    name: trimmed(mo.from.name) ?? trimmed(mo.name),
  };
}

function trimmed(sent: string | null): string | null {
  return present(sent)?.trim() ?? null;
}
