'use client';

import { LoaderCircle, Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from 'react-aria-components';

import { later } from '../controls/later';
import { clock } from './clock';
import { usePlayback } from './use-playback';

// Few conversations need a slider, and it weighs as much as five bubbles.
const AudioTrack = later(() => import('./AudioTrack').then((module) => module.AudioTrack), { Placeholder: NoTrackYet });

/** Plays a voice message or another sound: its waveform or a plain line to go along, and a speed. */
export function AudioPlayer({
  path,
  name,
  isOgg,
  peaks,
  seconds,
}: {
  path: string;
  name: string;
  isOgg: boolean;
  peaks: number[] | null;
  /** How long it is, when known. */
  seconds: number | null;
}) {
  const t = useTranslations('player');
  const playback = usePlayback({ path, isOgg, knownDuration: seconds });
  const { audio, listeners, state, position, duration, speed } = playback;
  if (state === 'failed') return <p className="py-1 text-sm text-text-2">{t('failed')}</p>;
  const Icon = state === 'preparing' ? LoaderCircle : state === 'playing' ? Pause : Play;
  return (
    <div role="group" aria-label={name} className="mb-1 flex items-center gap-3 py-0.5">
      <audio ref={audio} {...listeners} />
      <Button
        aria-label={state === 'preparing' ? t('preparing') : state === 'playing' ? t('pause') : t('play')}
        onPress={playback.toggle}
        className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-strong fine:size-10"
      >
        <Icon
          aria-hidden
          className={`size-4 ${state === 'preparing' ? 'animate-spin' : 'fill-current'} ${Icon === Play ? 'ms-0.5' : ''}`}
        />
      </Button>
      <AudioTrack playback={playback} peaks={peaks} />
      <span className="tabular w-9 shrink-0 text-end text-xs text-text-2">
        {clock(state === 'playing' || position > 0 ? position : (duration ?? 0))}
      </span>
      <Button
        aria-label={t('speed', { speed })}
        onPress={playback.nextSpeed}
        className="tabular h-11 w-11 shrink-0 rounded-s bg-quote text-xs font-semibold text-text-2 hover:text-text fine:h-8 fine:w-10"
      >
        {speed}×
      </Button>
    </div>
  );
}

function NoTrackYet() {
  return <div className="h-11 min-w-0 flex-1 fine:h-8" />;
}
