'use client';

import { ImageOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from 'react-aria-components';

import type { MediaFile } from '@/lib/messages/media-file';

import { useLightbox } from './LightboxProvider';
import { mediaPath } from './media-path';
import { pictureBox } from './picture-box';
import { StillPicture, useReducedMotion } from './StillPicture';

/** A photo in a box of its own shape, or a sticker; a click shows it whole. */
export function PictureButton({
  messageId,
  mediaId,
  name,
  file,
  isSticker,
}: {
  messageId: string;
  mediaId: string;
  name: string;
  file: MediaFile | null;
  isSticker: boolean;
}) {
  const t = useTranslations('picture');
  const show = useLightbox();
  const [isBroken, setBroken] = useState(false);
  const holdsStill = useReducedMotion() && file?.animated === true;
  const box = {
    className: isSticker ? 'size-40 rounded-l' : 'w-full rounded-[11px] bg-quote',
    ...(isSticker ? {} : { style: { aspectRatio: String(pictureBox(file)) } }),
  };
  if (isBroken) {
    return (
      <div {...box} className={`grid place-items-center bg-quote text-text-2 ${box.className}`}>
        <span className="flex flex-col items-center gap-1.5 p-3 text-center text-sm">
          <ImageOff aria-hidden className="size-5" />
          {t('broken')}
        </span>
      </div>
    );
  }
  const picture = {
    src: mediaPath(mediaId),
    alt: name,
    className: `size-full ${isSticker ? 'object-contain' : isSmall(file) ? 'object-scale-down' : 'object-cover'}`,
    onError: () => {
      setBroken(true);
    },
  };
  return (
    <Button
      {...box}
      aria-label={t('open', { name })}
      onPress={() => {
        show(messageId);
      }}
      className={`block cursor-zoom-in overflow-hidden ${box.className}`}
    >
      {holdsStill ? <StillPicture {...picture} /> : <img {...picture} loading="lazy" decoding="async" />}
    </Button>
  );
}

/** Blown up to the box, an icon of a few pixels would only be mud. */
function isSmall(file: MediaFile | null): boolean {
  return Math.max(file?.width ?? Infinity, file?.height ?? Infinity) < 200;
}
