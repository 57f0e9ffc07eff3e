import * as z from 'zod';
import { isJsonObject, member } from '@/lib/cm/json';
import type { Mo } from '@/lib/cm/mo';
import { says } from '@/lib/cm/says';
import { wireText } from '@/lib/cm/wire-text';
import { present } from './present';
import type { Reader } from './reader';

const locationSchema = z.object({
  latitude: wireText,
  longitude: wireText,
  /** The spelling of an older page of CM.com. */
  longtitude: wireText,
  label: wireText,
  searchQuery: wireText,
  /** What Meta calls the two. */
  name: wireText,
  address: wireText,
});

/** CM.com, WhatsApp location message: `custom.location`. Degrees out of range are no place. */
export const readLocation: Reader<'location'> = (mo) => {
  if (!holdsLocation(mo)) return undefined;
  const sent = locationSchema.parse(member(mo.message.custom, 'location'));
  const latitude = readDegrees(sent.latitude, 90);
  const longitude = readDegrees(sent.longitude, 180) ?? readDegrees(sent.longtitude, 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    latitude,
    longitude,
    label: present(sent.label) ?? present(sent.name),
    searchQuery: present(sent.searchQuery) ?? present(sent.address),
  };
};

/** Whether the message is about a place, though perhaps one that cannot be read. */
export function holdsLocation(mo: Mo): boolean {
  const sent = member(mo.message.custom, 'location');
  return isJsonObject(sent) && says(sent);
}

function readDegrees(sent: string | null, limit: number): number | undefined {
  const decimal = sent?.trim() ?? '';
  // The pattern tries every way to split the digits, so there must be few.
  if (decimal.length > 60) return undefined;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(decimal)) return undefined;
  const degrees = Number(decimal);
  // Adding zero turns -0 into 0.
  return Math.abs(degrees) <= limit ? degrees + 0 : undefined;
}
