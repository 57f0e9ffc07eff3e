'use client';

import { LoaderCircle, Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components';

import { clock } from './clock';
import { usePlayback, type Playback } from './use-playback';
import { Waveform } from './Waveform';

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
        className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-strong md:size-10"
      >
        <Icon
          aria-hidden
          className={`size-4 ${state === 'preparing' ? 'animate-spin' : 'fill-current'} ${Icon === Play ? 'ms-0.5' : ''}`}
        />
      </Button>
      <Track playback={playback} peaks={peaks} />
      <span className="tabular w-9 shrink-0 text-end text-xs text-text-2">
        {clock(state === 'playing' || position > 0 ? position : (duration ?? 0))}
      </span>
      <Button
        aria-label={t('speed', { speed })}
        onPress={playback.nextSpeed}
        className="tabular h-8 w-10 shrink-0 rounded-s bg-quote text-xs font-semibold text-text-2 hover:text-text"
      >
        {speed}×
      </Button>
    </div>
  );
}

function Track({ playback: { position, duration, seek }, peaks }: { playback: Playback; peaks: number[] | null }) {
  const t = useTranslations('player');
  const end = Math.max(duration ?? 0, position, 0.1);
  const played = Math.min(position / end, 1);
  return (
    <Slider
      aria-label={t('position')}
      value={Math.min(position, end)}
      minValue={0}
      maxValue={end}
      // An arrow key goes a hundredth of the way, and never less than one can hear.
      step={Math.max(0.1, Math.round(end) / 100)}
      formatOptions={{ style: 'unit', unit: 'second', unitDisplay: 'long', maximumFractionDigits: 0 }}
      onChange={(value: number | number[]) => {
        seek(Array.isArray(value) ? (value[0] ?? 0) : value);
      }}
      className="min-w-0 flex-1"
    >
      <SliderTrack className="relative flex h-8 w-full cursor-pointer items-center">
        {peaks === null ? <Line played={played} /> : <Waveform peaks={peaks} played={played} />}
        <SliderThumb
          className={`top-1/2 size-3 rounded-full bg-accent ring-2 ring-mo ${peaks === null ? '' : 'opacity-0 data-[dragging]:opacity-100 data-[focus-visible]:opacity-100'}`}
        />
      </SliderTrack>
    </Slider>
  );
}

function Line({ played }: { played: number }) {
  return (
    <div className="h-1 w-full overflow-hidden rounded-full bg-line-strong">
      <div className="h-full rounded-full bg-accent" style={{ width: `${String(played * 100)}%` }} />
    </div>
  );
}
