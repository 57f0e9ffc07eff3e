import { isJsonObject, member, type Json, type JsonObject } from '@/lib/cm/json';
import type { Mo } from '@/lib/cm/mo';
import { present } from './present';
import type { Reader } from './reader';

/** Takes everything that no other reader takes. */
export const readUnknown: Reader<'unknown'> = (mo) => ({ messageType: nameOf(mo) });

const known = new Set(['location', 'contacts', 'button', 'interactive', 'order', 'deletedMessage']);

/** What CM.com calls it, else the member of `custom` that says something, before all one never seen. */
function nameOf(mo: Mo): string | null {
  const { custom } = mo.message;
  const type = member(custom, 'message_type');
  if (typeof type === 'string' && present(type) !== null) return type.trim();
  const told = Object.keys(custom).filter((key) => key !== 'meta_received_time' && tells(member(custom, key)));
  return told.find((key) => !known.has(key)) ?? interactiveType(custom) ?? told[0] ?? null;
}

function interactiveType(custom: JsonObject): string | null {
  const interactive = member(custom, 'interactive');
  const type = isJsonObject(interactive) ? member(interactive, 'type') : undefined;
  return typeof type === 'string' ? present(type) : null;
}

function tells(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}
