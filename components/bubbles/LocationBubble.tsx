'use client';

import { ExternalLink, Map } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { formatCoordinates } from '@/lib/messages/format-coordinates';
import type { MessageOf } from '@/lib/messages/message';

import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import { MenuButton } from '../controls/MenuButton';
import { buttonLook } from '../controls/button-look';
import { later } from '../controls/later';
import { PlaceMap } from '../map/PlaceMap';
import { useStreets } from '../map/use-streets';
import { Accompanying } from './Accompanying';
import { KindLine } from './KindLine';

const MapLinks = later(() => import('./MapLinks').then((module) => module.MapLinks));

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
        <MenuButton
          menu={(opening) => <MapLinks opening={opening} place={message.content} />}
          className={buttonLook('inline')}
        >
          <ExternalLink aria-hidden className="size-3.5" />
          {t('openIn')}
        </MenuButton>
      </div>
      {streets.canRemember && (
        <p className="mt-0.5 text-xs text-text-2">
          {t('streetsFrom', { host: streets.available?.host ?? '' })}{' '}
          <Button
            look="inline"
            className="relative !min-h-0 !text-xs underline after:absolute after:-inset-x-1 after:-inset-y-3.5"
            onPress={streets.remember}
          >
            {t('alwaysShow')}
          </Button>
        </p>
      )}
    </>
  );
}
