'use client';

import { useTranslations } from 'next-intl';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';

import type { Playback } from './use-playback';
import { Waveform } from './Waveform';

/** Where a sound is: its waveform or a plain line, to go along. */
export function AudioTrack({
  playback: { position, duration, seek },
  peaks,
}: {
  playback: Playback;
  peaks: number[] | null;
}) {
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
      <SliderTrack className="relative flex h-11 w-full cursor-pointer items-center fine:h-8">
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
