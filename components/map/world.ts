import type { GeoJsonObject } from 'geojson';
import { feature } from 'topojson-client';
import topology from 'world-atlas/countries-50m.json';

/** The outlines of all countries (Natural Earth, 1:50m), as they come with the app, one after the other. */
export function* countries(): Generator<GeoJsonObject> {
  for (const country of topology.objects.countries.geometries) yield feature(topology, country);
}
