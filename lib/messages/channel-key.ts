/**
 * What tells channels apart: letters in capitals or not, in full width, and blanks make no other channel. `WhatsApp` keeps
 * its spelling, so that what was hashed before channels had a key is still found.
 */
export function channelKey(channel: string): string {
  const folded = channel.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
  return folded === 'whatsapp' ? 'WhatsApp' : folded;
}

/** The spellings under which a channel is looked up: its key, and as sent, which was the key in earlier versions. */
export function channelSpellings(channel: string): string[] {
  return [...new Set([channelKey(channel), channel])];
}
