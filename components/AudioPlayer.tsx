'use client';

import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components';

const speeds = [1, 1.5, 2];

/** Plays a voice message or another sound, with a place to go to and a speed. */
export function AudioPlayer({ path, name }: { path: string; name: string }) {
  const t = useTranslations('player');
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [duration, setDuration] = useState<number | null>(null);
  const [speed, setSpeed] = useState(1);
  const [hasFailed, setFailed] = useState(false);

  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (element.paused) {
      element.play().catch(() => {
        setFailed(true);
      });
    } else element.pause();
  };

  const seek = (value: number | number[]) => {
    const seconds = Array.isArray(value) ? (value[0] ?? 0) : value;
    if (audio.current !== null) audio.current.currentTime = seconds;
    setPosition(seconds);
  };

  const nextSpeed = () => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    if (audio.current !== null) audio.current.playbackRate = next;
    setSpeed(next);
  };

  if (hasFailed) return <p className="py-1 text-sm text-text-2">{t('failed')}</p>;
  return (
    <div role="group" aria-label={name} className="mb-1 flex items-center gap-3 py-0.5">
      <audio
        ref={audio}
        src={path}
        preload="metadata"
        onLoadedMetadata={({ currentTarget }) => {
          setDuration(Number.isFinite(currentTarget.duration) ? currentTarget.duration : null);
        }}
        onDurationChange={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.duration)) setDuration(currentTarget.duration);
        }}
        onTimeUpdate={({ currentTarget }) => {
          setPosition(currentTarget.currentTime);
        }}
        onPlay={() => {
          setPlaying(true);
        }}
        onPause={() => {
          setPlaying(false);
        }}
        onError={() => {
          setFailed(true);
        }}
      />
      <Button
        aria-label={isPlaying ? t('pause') : t('play')}
        onPress={toggle}
        className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-strong md:size-10"
      >
        {isPlaying ? (
          <Pause aria-hidden className="size-4 fill-current" />
        ) : (
          <Play aria-hidden className="ms-0.5 size-4 fill-current" />
        )}
      </Button>
      <Slider
        aria-label={t('position')}
        value={Math.min(position, duration ?? position)}
        minValue={0}
        maxValue={Math.max(duration ?? 0, position, 0.1)}
        step={0.1}
        onChange={seek}
        className="min-w-0 flex-1"
      >
        <SliderTrack className="relative flex h-8 w-full items-center">
          {({ state }) => (
            <>
              <div className="h-1 w-full overflow-hidden rounded-full bg-line-strong">
                <div
                  className="h-full rounded-full bg-accent"
                  style={{ width: `${String(state.getThumbPercent(0) * 100)}%` }}
                />
              </div>
              <SliderThumb className="top-1/2 size-3 rounded-full bg-accent ring-2 ring-mo" />
            </>
          )}
        </SliderTrack>
      </Slider>
      <span className="tabular w-9 shrink-0 text-end text-xs text-text-2">
        {clock(isPlaying || position > 0 ? position : (duration ?? 0))}
      </span>
      <Button
        aria-label={t('speed', { speed })}
        onPress={nextSpeed}
        className="tabular h-8 w-10 shrink-0 rounded-s bg-quote text-xs font-semibold text-text-2 hover:text-text"
      >
        {speed}×
      </Button>
    </div>
  );
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
