'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';

/** The first frame of a moving picture, for those who asked their device for less motion. */
export function StillPicture({
  src,
  alt,
  className,
  onError,
}: {
  src: string;
  alt: string;
  className: string;
  onError: () => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fail = useRef(onError);
  useEffect(() => {
    fail.current = onError;
  });
  useEffect(() => {
    const image = new Image();
    image.addEventListener('load', () => {
      if (canvas.current === null) return;
      canvas.current.width = image.naturalWidth;
      canvas.current.height = image.naturalHeight;
      canvas.current.getContext('2d')?.drawImage(image, 0, 0);
    });
    image.addEventListener('error', () => {
      fail.current();
    });
    image.src = src;
    return () => {
      image.src = '';
    };
  }, [src]);
  return <canvas ref={canvas} role="img" aria-label={alt} className={className} />;
}

const question = '(prefers-reduced-motion: reduce)';

/** Whether somebody asked their device for less motion. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const media = window.matchMedia(question);
      media.addEventListener('change', tell);
      return () => {
        media.removeEventListener('change', tell);
      };
    },
    () => window.matchMedia(question).matches,
    () => false,
  );
}
