'use client';

import { Check, CloudOff, LoaderCircle, Mic, Music, Play, ShieldAlert, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { createElement, useState } from 'react';

import type { MessageOf } from '@/lib/messages/message';
import { lookOf } from '@/lib/messages/shown-type';

import { Instant } from '../controls/Instant';
import { placeInThread, type Listed } from '../lists/use-messages-of-kind';
import { useCustomerName } from '../hooks/use-customer-name';
import { clock, secondsOf } from './clock';
import { extensionOf, iconOf } from './document-icon';
import { isPdf, isShown, useLightbox } from './LightboxProvider';
import { mediaPath } from './media-path';
import { StillPicture, useReducedMotion } from './StillPicture';
import { useHasSettled } from './use-has-settled';
import { isVoice, useMediaName } from './use-media-name';
import { Waveform } from './Waveform';

/** One file of a list: what it looks like, whose it is, and a box to choose it with. */
export function MediaTile({
  item,
  index,
  isSelected,
  isSelecting,
  isCurrent,
  showsCustomer,
  onChoose,
}: {
  item: Listed<'media'>;
  index: number;
  isSelected: boolean;
  /** Something is chosen already, so a press chooses instead of opening. */
  isSelecting: boolean;
  /** The one that the tab key leads to. */
  isCurrent: boolean;
  showsCustomer: boolean;
  /** Null for those who may not delete. */
  onChoose: ((isRange: boolean) => void) | null;
}) {
  const t = useTranslations('mediaList');
  const router = useRouter();
  const show = useLightbox();
  const name = useMediaName()(item.message.content);
  const customer = useCustomerName()(item.conversation.customer);

  const open = () => {
    if (isShown(item.message) || isPdf(item.message)) show(item.message.id);
    else router.push(placeInThread(item));
  };

  return (
    <li className="group relative min-w-0 select-none">
      <button
        type="button"
        data-media-index={index}
        tabIndex={isCurrent ? 0 : -1}
        aria-pressed={isSelecting ? isSelected : undefined}
        onClick={(event) => {
          if (onChoose !== null && (isSelecting || event.shiftKey || event.ctrlKey || event.metaKey)) {
            onChoose(event.shiftKey);
          } else open();
        }}
        className="block w-full rounded-l text-start outline-offset-2"
      >
        <span
          className={`relative block aspect-square overflow-hidden rounded-l bg-surface shadow-1 transition-[box-shadow,transform] group-hover:shadow-2 ${isSelected ? 'scale-[0.94] ring-3 ring-accent' : ''}`}
        >
          <Preview message={item.message} />
        </span>
        <span dir="auto" className="theirs mt-1.5 block truncate text-sm font-[560]">
          {name}
        </span>
        <span className="flex gap-1.5 text-xs text-text-2">
          {showsCustomer && (
            <>
              <bdi className="min-w-0 truncate">{customer}</bdi>
              <span aria-hidden>·</span>
            </>
          )}
          <Instant at={item.message.sentAt} look="short" className="tabular whitespace-nowrap" />
        </span>
      </button>
      {onChoose !== null && (
        <button
          type="button"
          role="checkbox"
          aria-checked={isSelected}
          aria-label={t('choose', { name })}
          tabIndex={-1}
          // The file keeps the focus, so that the arrow keys go on from it.
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => {
            onChoose(event.shiftKey);
          }}
          className={`absolute start-1.5 top-1.5 grid size-7 place-items-center rounded-full transition-opacity after:absolute after:-inset-2 [@media(hover:none)]:opacity-100 ${isSelected ? 'bg-accent text-on-accent' : 'bg-surface text-transparent shadow-1 ring-1 ring-line-strong group-focus-within:opacity-100 group-hover:opacity-100'} ${isSelected || isSelecting ? 'opacity-100' : 'opacity-0'}`}
        >
          <Check aria-hidden className="size-4" strokeWidth={2.5} />
        </button>
      )}
    </li>
  );
}

const stateIcons = { pending: LoaderCircle, unavailable: CloudOff, blocked: ShieldAlert, deleted: Trash2 };

function Preview({ message }: { message: MessageOf<'media'> }) {
  const t = useTranslations('mediaList.state');
  const hasSettled = useHasSettled();
  const holdsStill = useReducedMotion();
  const { content } = message;
  const file = message.file ?? null;
  const path = mediaPath(content.mediaId);
  const look = lookOf(content, file);
  const [isBroken, setBroken] = useState(false);
  const seconds = secondsOf(file);
  const peaks = file?.peaks ?? null;
  if (content.state !== 'stored') {
    return (
      <span className="flex size-full flex-col items-center justify-center gap-2 p-2 text-center text-xs text-text-2">
        {createElement(stateIcons[content.state], { 'aria-hidden': true, className: 'size-6', strokeWidth: 1.5 })}
        {t(content.state)}
      </span>
    );
  }
  if ((look === 'image' || look === 'sticker') && !isBroken) {
    const fit = `size-full ${look === 'image' ? 'object-cover' : 'object-contain p-4'}`;
    const fail = () => {
      setBroken(true);
    };
    if (!hasSettled) return null;
    if (file?.animated === true && holdsStill) {
      return <StillPicture src={path} alt="" className={fit} onError={fail} />;
    }
    return <img src={path} alt="" decoding="async" className={fit} onError={fail} />;
  }
  if (look === 'video') {
    return (
      <span className="block size-full bg-[#0b1110]">
        {hasSettled && (
          <video
            src={path}
            muted
            playsInline
            preload="metadata"
            tabIndex={-1}
            aria-hidden
            className="size-full object-cover"
          />
        )}
        <span className="absolute inset-0 grid place-items-center text-white">
          <Play aria-hidden className="size-9 fill-current drop-shadow-[0_1px_3px_rgb(0_0_0/60%)]" strokeWidth={0} />
        </span>
        {seconds !== null && <Badge>{clock(seconds)}</Badge>}
      </span>
    );
  }
  if (look === 'audio') {
    return (
      <span className="flex size-full flex-col items-center justify-center gap-3 px-5 text-accent">
        {createElement(isVoice(content) ? Mic : Music, { 'aria-hidden': true, className: 'size-8', strokeWidth: 1.5 })}
        {peaks !== null && (
          <span className="relative block h-8 w-full">
            <Waveform peaks={peaks} played={0} />
          </span>
        )}
        {seconds !== null && <span className="tabular text-xs text-text-2">{clock(seconds)}</span>}
      </span>
    );
  }
  const extension = extensionOf(content);
  return (
    <span className="flex size-full flex-col items-center justify-center gap-2 text-accent">
      {createElement(iconOf(extension), { 'aria-hidden': true, className: 'size-9', strokeWidth: 1.4 })}
      <span className="text-xs font-bold uppercase">{extension}</span>
    </span>
  );
}

function Badge({ children }: { children: string }) {
  return (
    <span className="tabular absolute end-2 bottom-2 rounded-full bg-black/60 px-2 text-xs/5 text-white">
      {children}
    </span>
  );
}
