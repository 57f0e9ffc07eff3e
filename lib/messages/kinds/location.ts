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
