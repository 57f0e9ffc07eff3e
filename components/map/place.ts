import type { Tiles } from './use-streets';

export type Place = { id: string; latitude: number; longitude: number; label: string | null };

export type PlaceMapProps = {
  name: string;
  places: Place[];
  tiles: Tiles | null;
  onChoose?: (id: string) => void;
  isSmall?: boolean;
};
