import { member } from '@/lib/cm/json';
import type { Mo } from '@/lib/cm/mo';
import type { Kind } from '@/lib/messages/kind';
import { isKind } from '@/lib/messages/kinds';
import { readers } from './index';
import { present } from './present';
import type { KindReading } from './reading';

export type Reading =
  /** `reference` is that of the message to erase, exactly as the notice names it. */
  | { what: 'deletion-notice'; reference: string }
  | ({
      what: 'message';
      /** `message.text` as sent, also when it is empty. */
      text: string | null;
      reference: string | null;
      messageContext: string | null;
    } & KindReading);

/** What an MO says, in our terms. Never throws: what nobody can read is of the kind `unknown`. */
export function readMo(mo: Mo): Reading {
  const deleted = readDeletedReference(mo);
  if (deleted !== null) return { what: 'deletion-notice', reference: deleted };
  return {
    what: 'message',
    ...readKind(mo),
    text: mo.message.text,
    reference: present(mo.reference),
    messageContext: present(mo.messageContext),
  };
}

/** CM.com, WhatsApp deleted message: `custom.deletedMessage` holds the reference of an earlier MO. */
function readDeletedReference(mo: Mo): string | null {
  const deleted = member(mo.message.custom, 'deletedMessage');
  return typeof deleted === 'string' || typeof deleted === 'number' ? present(String(deleted)) : null;
}

const precedence = Object.keys(readers).filter(isKind);

function readKind(mo: Mo): KindReading {
  const reading = firstReading(mo, precedence);
  if (reading?.kind !== 'error') return reading ?? { kind: 'unknown', content: { messageType: null } };
  const beside = precedence.filter((kind) => kind !== 'error' && kind !== 'unknown');
  return { kind: 'error', content: { ...reading.content, partial: firstReading(mo, beside) ?? null } };
}

function firstReading(mo: Mo, kinds: Kind[]): KindReading | undefined {
  for (const kind of kinds) {
    const reading = readAs(kind, mo);
    if (reading) return reading;
  }
  return undefined;
}

function readAs<K extends Kind>(kind: K, mo: Mo): KindReading<K> | undefined {
  const content = readers[kind](mo);
  return content === undefined ? undefined : { kind, content };
}
