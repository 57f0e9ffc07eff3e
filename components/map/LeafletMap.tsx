'use client';

import 'leaflet/dist/leaflet.css';

import { divIcon, geoJSON } from 'leaflet';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { MapContainer, Marker, TileLayer, useMap } from 'react-leaflet';

import type { Place, PlaceMapProps } from './place';
import { countries } from './world';

const outlineZoom = 5;
const streetZoom = 15;

/** For so many milliseconds the outline is drawn before whatever else waits has its turn. */
const sliceMs = 8;

const pin = divIcon({
  className: 'place-pin',
  iconSize: [34, 34],
  iconAnchor: [17, 32],
  html: '<svg viewBox="0 0 24 24" width="34" height="34" stroke-width="1.5"><path d="M20 10c0 6-8 12-8 12s-8-6-8-12a8 8 0 0 1 16 0z"/><circle cx="12" cy="10" r="3"/></svg>',
});

/** The one component that knows Leaflet. */
export function LeafletMap({ name, places, tiles, onChoose, isSmall = false }: PlaceMapProps) {
  const t = useTranslations('bubbles.location');
  return (
    <MapContainer
      className="place-map size-full"
      center={places[0] === undefined ? [20, 0] : [places[0].latitude, places[0].longitude]}
      zoom={outlineZoom}
      minZoom={1}
      maxZoom={tiles === null ? 9 : 19}
      scrollWheelZoom={false}
      zoomControl={!isSmall}
      zoomSnap={0.5}
      preferCanvas
      attributionControl={tiles !== null}
      worldCopyJump
    >
      <Described name={name} />
      {/* Before the outline: a canvas that is moved forgets the frame it has asked for, and would draw in it once it is gone. */}
      <View places={places} hasStreets={tiles !== null} />
      <Outline />
      {tiles !== null && (
        <TileLayer url={tiles.url} attribution={tiles.attribution} maxZoom={19} referrerPolicy="origin" />
      )}
      {places.map((place) => (
        <Marker
          key={place.id}
          position={[place.latitude, place.longitude]}
          icon={pin}
          title={place.label ?? t('place')}
          // A stop of Tab for each would be hundreds; the list beside the map leads to the same.
          keyboard={false}
          interactive={onChoose !== undefined}
          eventHandlers={
            onChoose === undefined
              ? {}
              : {
                  click: () => {
                    onChoose(place.id);
                  },
                }
          }
        />
      ))}
    </MapContainer>
  );
}

function Outline() {
  const map = useMap();
  useEffect(() => {
    const outline = geoJSON(undefined, { interactive: false, style: outlineStyle }).addTo(map);
    const left = countries();
    let timer = setTimeout(function draw() {
      const started = performance.now();
      for (let next = left.next(); !next.done; next = left.next()) {
        outline.addData(next.value);
        if (performance.now() - started < sliceMs) continue;
        timer = setTimeout(draw);
        return;
      }
    });
    // The map takes its layers with it.
    return () => clearTimeout(timer);
  }, [map]);
  return null;
}

function outlineStyle() {
  return { color: token('--coast'), weight: 1, fillColor: token('--land'), fillOpacity: 1 };
}

/** A map is heard as a picture with a name, and its buttons in our words. */
function Described({ name }: { name: string }) {
  const map = useMap();
  const t = useTranslations('bubbles.location');
  useEffect(() => {
    const container = map.getContainer();
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', name);
    for (const [selector, words] of [
      ['.leaflet-control-zoom-in', t('zoomIn')],
      ['.leaflet-control-zoom-out', t('zoomOut')],
    ] as const) {
      const control = container.querySelector(selector);
      control?.setAttribute('aria-label', words);
      control?.setAttribute('title', words);
    }
  }, [map, name, t]);
  return null;
}

function View({ places, hasStreets }: { places: Place[]; hasStreets: boolean }) {
  const map = useMap();
  const latitudes = places.map((place) => place.latitude);
  const longitudes = places.map((place) => place.longitude);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  useEffect(() => {
    if (!Number.isFinite(south)) return;
    if (south === north && west === east)
      map.setView([south, west], hasStreets ? streetZoom : outlineZoom, { animate: false });
    else {
      const corners: [[number, number], [number, number]] = [
        [south, west],
        [north, east],
      ];
      map.fitBounds(corners, { padding: [36, 36], maxZoom: hasStreets ? streetZoom : 6, animate: false });
    }
  }, [map, south, north, west, east, hasStreets]);
  return null;
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
