import { recognize } from '@/lib/config/secrets';
import { database } from '@/lib/db/engine/database';
import { takeFromLimit, type Rate } from '@/lib/db/tables/limits';
import { Refusal } from './refusal';

const MINUTE = 60_000;

/** How often what is limited may be done. */
export const rates = {
  /** Wrong passwords for one account from strangers, from one address, or from one known device. */
  signIn: { most: 10, windowMs: MINUTE },
  /** Passwords chosen with one-time links, from one address. */
  link: { most: 10, windowMs: MINUTE },
  /** Requests with one API token. */
  token: { most: 600, windowMs: MINUTE },
  /** Deliveries from one address: 10,000 a second, more than a server takes in, so that no burst of CM.com's is refused. */
  webhook: { most: 600_000, windowMs: MINUTE },
  /** Files of customers' data that one account takes away. */
  export: { most: 60, windowMs: MINUTE },
  /** Refusals of one kind to one account that are written down one by one. */
  audit: { most: 5, windowMs: MINUTE },
} as const satisfies Record<string, Rate>;

export type Limited = keyof typeof rates;

/** The key of a limit: no address or e-mail address can be read from it. */
export function limitKey(what: Limited | 'known', ...whose: string[]): string {
  return recognize('limit', what, ...whose);
}

/** Counts one more. Throws `Refusal` `too_often` when there have been too many. */
export async function assertRate(what: Limited, whose: string, now = new Date()): Promise<void> {
  const refused = await database().write((tx) => takeFromLimit(tx, limitKey(what, whose), rates[what], now));
  if (refused) throw new Refusal('too_often', { retryAt: refused.until });
}

/** What this process has taken from a limit ahead of need. */
type Share = { left: number; until: number };

const shares = new Map<string, Share | Promise<Share>>();
const MOST_SHARES = 1000;

/**
 * The same for what happens often: a process takes its share in advance, a twentieth of the whole, so that few requests wait
 * for a write. `onShare` is called with each share. Throws `Refusal` `too_often`.
 */
export async function assertFrequentRate(what: Limited, whose: string, onShare?: () => Promise<void>): Promise<void> {
  const key = limitKey(what, whose);
  for (;;) {
    const known = shares.get(key);
    const share = await known;
    if (share && share.until > Date.now() && share.left > 0) {
      share.left -= 1;
      return;
    }
    // Of those who wait at once, one takes the next share for all.
    if (shares.get(key) !== known) continue;
    const taking = takeShare(what, key);
    if (shares.size >= MOST_SHARES) shares.clear();
    shares.set(key, taking);
    try {
      shares.set(key, await taking);
    } catch (error) {
      shares.delete(key);
      throw error;
    }
    await onShare?.();
  }
}

async function takeShare(what: Limited, key: string): Promise<Share> {
  const { most, windowMs } = rates[what];
  const times = Math.ceil(most / 20);
  const now = new Date();
  const refused = await database().write((tx) => takeFromLimit(tx, key, { most, windowMs, times }, now));
  if (refused) throw new Refusal('too_often', { retryAt: refused.until });
  return { left: times, until: now.getTime() + windowMs };
}

/** Whom an address stands for: an IPv6 network of 64 bits is one customer's, who may take any address in it. */
export function networkOf(address: string | null): string {
  if (!address?.includes(':')) return address ?? 'unknown';
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const whole = address.includes('::') ? [...groups, ...Array<string>(Math.max(missing, 0)).fill('0'), tail] : groups;
  return whole
    .join(':')
    .split(':')
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
