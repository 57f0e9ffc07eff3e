'use client';

import { ExternalLink, Map } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { MenuTrigger } from 'react-aria-components';

import { formatCoordinates } from '@/lib/messages/format-coordinates';
import type { LocationContent } from '@/lib/messages/kinds/location';
import type { MessageOf } from '@/lib/messages/message';

import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import { Menu, MenuItem } from '../controls/Menu';
import { PlaceMap } from '../map/PlaceMap';
import { useStreets } from '../map/use-streets';
import { Accompanying } from './Accompanying';
import { KindLine } from './KindLine';

export function LocationBubble({ message }: { message: MessageOf<'location'> }) {
  const t = useTranslations('bubbles.location');
  const { label, searchQuery } = message.content;
  const streets = useStreets();
  const coordinates = formatCoordinates(message.content);
  return (
    <>
      <div className="-mx-2 -mt-1 mb-2 h-40 overflow-hidden rounded-[11px] bg-sea">
        <PlaceMap
          name={t('map', { place: label ?? searchQuery ?? coordinates })}
          places={[{ id: message.id, ...message.content }]}
          tiles={streets.tiles}
        />
      </div>
      <KindLine kind="location">{t('kind')}</KindLine>
      {label !== null && (
        <p dir="auto" className="theirs text-md font-[620]">
          {label}
        </p>
      )}
      {searchQuery !== null && (
        <p dir="auto" className="theirs text-sm text-text-2">
          {searchQuery}
        </p>
      )}
      <p className="tabular text-sm text-text-2">{coordinates}</p>
      <Accompanying text={message.text} shown={[label, searchQuery]} />
      <div className="mt-1 flex flex-wrap items-center gap-x-4">
        {streets.tiles === null && streets.available !== null && (
          <Button look="inline" onPress={streets.show}>
            <Map aria-hidden className="size-3.5" />
            {t('showStreets')}
          </Button>
        )}
        <CopyButton text={coordinates} label={t('copy')} name={t('copyCoordinates')} />
        <OpenIn place={message.content} />
      </div>
      {streets.canRemember && (
        <p className="mt-0.5 text-xs text-text-2">
          {t('streetsFrom', { host: streets.available?.host ?? '' })}{' '}
          <Button look="inline" className="!min-h-0 !text-xs underline" onPress={streets.remember}>
            {t('alwaysShow')}
          </Button>
        </p>
      )}
    </>
  );
}

/** Links to maps elsewhere; nothing is asked of them before a click. */
function OpenIn({ place }: { place: LocationContent }) {
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
    <MenuTrigger>
      <Button look="inline">
        <ExternalLink aria-hidden className="size-3.5" />
        {t('openIn')}
      </Button>
      <Menu placement="bottom start">
        {targets.map(({ key, href }) => (
          <MenuItem key={key} href={href} target="_blank" rel="noopener noreferrer">
            {t(`maps.${key}`)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
