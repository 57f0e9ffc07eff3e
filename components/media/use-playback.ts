import { useEffect, useRef, useState, type ComponentProps, type RefObject } from 'react';

import { decodeOpus, playsOgg } from '@/lib/client/decode-opus';
import { playAlone } from './play-alone';

const speeds = [1, 1.5, 2];

export type Playback = {
  audio: RefObject<HTMLAudioElement | null>;
  /** What the audio element listens to. */
  listeners: ComponentProps<'audio'>;
  state: 'paused' | 'playing' | 'preparing' | 'failed';
  /** Seconds. */
  position: number;
  duration: number | null;
  speed: number;
  toggle: () => void;
  seek: (seconds: number) => void;
  nextSpeed: () => void;
};

/** A recording that is played: where it is, how fast, and the detour for browsers that cannot play Ogg. */
export function usePlayback({
  path,
  isOgg,
  knownDuration,
}: {
  path: string;
  isOgg: boolean;
  knownDuration: number | null;
}): Playback {
  const audio = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState<Playback['state']>('paused');
  const [position, setPosition] = useState(0);
  const [duration, setDuration] = useState(knownDuration);
  const [speed, setSpeed] = useState(1);
  const decoded = useRef<string | null>(null);
  const fail = () => {
    setState('failed');
  };

  useEffect(() => {
    return () => {
      if (decoded.current !== null) URL.revokeObjectURL(decoded.current);
    };
  }, []);

  // The element tells of its time four times a second, which looks like stumbling.
  const isPlaying = state === 'playing';
  useEffect(() => {
    if (!isPlaying) return;
    let frame = requestAnimationFrame(function follow() {
      if (audio.current !== null) setPosition(audio.current.currentTime);
      frame = requestAnimationFrame(follow);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [isPlaying]);

  const play = async (element: HTMLAudioElement) => {
    if (isOgg && decoded.current === null && !playsOgg()) {
      setState('preparing');
      decoded.current = await decodeOpus(path);
      element.src = decoded.current;
    }
    element.playbackRate = speed;
    await element.play();
  };

  const learnDuration = ({ currentTarget }: { currentTarget: HTMLAudioElement }) => {
    if (Number.isFinite(currentTarget.duration)) setDuration(currentTarget.duration);
  };

  return {
    audio,
    listeners: {
      src: path,
      preload: knownDuration === null ? 'metadata' : 'none',
      onLoadedMetadata: learnDuration,
      onDurationChange: learnDuration,
      onTimeUpdate: ({ currentTarget }) => {
        setPosition(currentTarget.currentTime);
      },
      onPlay: ({ currentTarget }) => {
        playAlone(currentTarget);
        setState('playing');
      },
      onPause: () => {
        setState('paused');
      },
      onEnded: ({ currentTarget }) => {
        currentTarget.currentTime = 0;
        setPosition(0);
      },
      // Before anybody plays it, what this browser cannot read may still be decoded.
      onError: () => {
        if (!isOgg || playsOgg() || decoded.current !== null) fail();
      },
    },
    state,
    position,
    duration,
    speed,
    toggle: () => {
      const element = audio.current;
      if (element === null || state === 'preparing') return;
      if (element.paused) play(element).catch(fail);
      else element.pause();
    },
    seek: (seconds) => {
      if (audio.current !== null) audio.current.currentTime = seconds;
      setPosition(seconds);
    },
    nextSpeed: () => {
      const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
      if (audio.current !== null) audio.current.playbackRate = next;
      setSpeed(next);
    },
  };
}
