'use client';

import { useTranslations } from 'next-intl';

import type { LocationContent } from '@/lib/messages/kinds/location';

import { Menu, MenuItem, type MenuOpening } from '../controls/Menu';

/** Links to maps elsewhere; nothing is asked of them before a click. */
export function MapLinks({ opening, place }: { opening: MenuOpening; place: LocationContent }) {
  const t = useTranslations('bubbles.location');
  const point = `${String(place.latitude)},${String(place.longitude)}`;
  const name = encodeURIComponent(place.label ?? place.searchQuery ?? point);
  const targets = [
    { key: 'device', href: `geo:${point}?q=${point}(${name})` },
    {
      key: 'openStreetMap',
      href: `https://www.openstreetmap.org/?mlat=${String(place.latitude)}&mlon=${String(place.longitude)}#map=17/${point.replace(',', '/')}`,
    },
    { key: 'google', href: `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(point)}` },
    { key: 'apple', href: `https://maps.apple.com/?ll=${encodeURIComponent(point)}&q=${name}` },
  ] as const;
  return (
    <Menu name={t('openIn')} opening={opening} placement="bottom start">
      {targets.map(({ key, href }) => (
        <MenuItem key={key} href={href} target="_blank" rel="noopener noreferrer">
          {t(`maps.${key}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
