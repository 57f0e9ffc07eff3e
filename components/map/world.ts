import type { FeatureCollection } from 'geojson';
import { feature } from 'topojson-client';
import topology from 'world-atlas/countries-50m.json';

/** The outlines of all countries (Natural Earth, 1:50m), as they come with the app. */
export const world: FeatureCollection = readWorld();

function readWorld(): FeatureCollection {
  return feature(topology, topology.objects.countries);
}
