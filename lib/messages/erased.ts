import type { Message, Tombstone } from './message';

/** Whether only the tombstone of a message is left. */
export function isErased(message: Message): message is Tombstone {
  return message.erasedAt !== null;
}
