import { formatCoordinates } from '../format-coordinates';
import type { KindDefinition } from '../kind-definition';

/** A fixed point: WhatsApp sends no live locations to businesses. */
export type LocationContent = {
  /** Degrees, -90 to 90. */
  latitude: number;
  /** Degrees, -180 to 180. */
  longitude: number;
  label: string | null;
  /** The address, or the search that led to the place. */
  searchQuery: string | null;
};

export const location: KindDefinition<LocationContent> = {
  preview: (content, words) => {
    const named = [content.label, content.searchQuery].filter((part) => part !== null);
    return words('location', { place: named.length > 0 ? named.join(', ') : formatCoordinates(content) });
  },
  searchText: (content) => [content.label ?? '', content.searchQuery ?? '', formatCoordinates(content)],
};
