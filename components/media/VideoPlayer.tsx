'use client';

import { Play, Repeat } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';

import type { MediaFile } from '@/lib/messages/media-file';

import { clock, secondsOf } from './clock';
import { pictureBox } from './picture-box';
import { playAlone } from './play-alone';
import { useHasSettled } from './use-has-settled';

/** A video in a box of its own shape; at somebody's request it behaves as a GIF does: over and over, without sound. */
export function VideoPlayer({
  path,
  name,
  file,
  isLarge = false,
}: {
  path: string;
  name: string;
  file: MediaFile | null;
  isLarge?: boolean;
}) {
  const t = useTranslations('video');
  const video = useRef<HTMLVideoElement>(null);
  const [hasBegun, setBegun] = useState(isLarge);
  const [isLooping, setLooping] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  // A thread that is scrolled through must not fetch the beginning of every video in it.
  const hasSettled = useHasSettled();
  const seconds = secondsOf(file);

  const play = () => {
    video.current?.play().catch(() => {
      setFailed(true);
    });
  };
  useEffect(() => {
    if (video.current !== null && isLooping) {
      video.current.muted = true;
      video.current.play().catch(() => {});
    }
  }, [isLooping]);

  const shape = isLarge ? {} : { style: { aspectRatio: String(pictureBox(file)) } };
  return (
    <div
      className={isLarge ? 'relative flex size-full' : 'relative w-full overflow-hidden rounded-[11px] bg-[#0b1110]'}
      {...shape}
    >
      {hasSettled || hasBegun ? (
        <video
          ref={video}
          src={path}
          aria-label={name}
          controls={hasBegun && !isLooping}
          loop={isLooping}
          muted={isLooping}
          playsInline
          preload="metadata"
          className="size-full object-contain"
          onPlay={({ currentTarget }) => {
            setBegun(true);
            if (!currentTarget.muted) playAlone(currentTarget);
          }}
          onError={() => {
            setFailed(true);
          }}
        />
      ) : null}
      {hasFailed && (
        <p className="absolute inset-0 grid place-items-center bg-black/70 p-4 text-center text-sm text-white">
          {t('failed')}
        </p>
      )}
      {!hasBegun && !hasFailed && (
        <Button
          aria-label={t('play', { name })}
          onPress={play}
          className="absolute inset-0 grid place-items-center transition-colors hover:bg-black/10"
        >
          <span className="grid size-14 place-items-center rounded-full bg-black/60 text-white">
            <Play aria-hidden className="ms-0.5 size-6 fill-current" />
          </span>
          {seconds !== null && (
            <span className="tabular absolute start-2 bottom-2 rounded-full bg-black/60 px-2 text-xs/5 text-white">
              {clock(seconds)}
            </span>
          )}
        </Button>
      )}
      {!hasFailed && (
        // Not a ToggleButton, which brings toolbars and the keeping of focus with it.
        <Button
          aria-label={t('loop')}
          aria-pressed={isLooping}
          onPress={() => {
            setBegun(true);
            setLooping(!isLooping);
          }}
          className="absolute end-2 top-2 inline-flex h-8 items-center gap-1.5 rounded-full bg-black/60 px-2.5 text-xs font-semibold text-white transition-colors after:absolute after:-inset-1.5 hover:bg-black/80 aria-pressed:bg-white aria-pressed:text-black"
        >
          <Repeat aria-hidden className="size-3.5" />
          GIF
        </Button>
      )}
    </div>
  );
}
