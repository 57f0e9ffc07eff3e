let playing: HTMLMediaElement | null = null;

/** To be called when a recording or a video begins: what else was playing stops. */
export function playAlone(element: HTMLMediaElement): void {
  if (playing !== element) playing?.pause();
  playing = element;
}
