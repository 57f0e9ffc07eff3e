'use client';

import { useEffect, useState } from 'react';

import { Skeleton } from '../controls/Skeleton';
import { later } from '../controls/later';
import type { PlaceMapProps } from './place';

// Leaflet needs a window, and with the outline of the world it weighs more than all the rest.
const LeafletMap = later(() => import('./LeafletMap').then((module) => module.LeafletMap), {
  Placeholder: NoMapYet,
  inPlace: true,
});

/** A map that is only scrolled past, which takes less than this many milliseconds, is not made. */
const restFor = 200;

/** Places on a map: the outline of the world that comes with the app, and streets when `tiles` allows them. */
export function PlaceMap(props: PlaceMapProps) {
  const [rests, setRests] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), restFor);
    return () => clearTimeout(timer);
  }, []);
  return rests ? <LeafletMap {...props} /> : <NoMapYet />;
}

function NoMapYet() {
  return <Skeleton className="size-full rounded-none" />;
}
