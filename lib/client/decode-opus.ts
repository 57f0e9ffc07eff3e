/**
 * Turns an Ogg Opus recording into a WAV for browsers that cannot play the former, and gives an address of it that
 * lives as long as the page. Throws when it is no such recording.
 */
export async function decodeOpus(path: string): Promise<string> {
  const worker = new Worker(new URL('./opus-worker.ts', import.meta.url), { type: 'module' });
  try {
    const wav = await new Promise<ArrayBuffer>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (data instanceof ArrayBuffer) resolve(data);
        else reject(new Error('The recording could not be decoded.'));
      });
      worker.addEventListener('error', () => {
        reject(new Error('The decoder did not start.'));
      });
      worker.postMessage(new URL(path, window.location.origin).href);
    });
    return URL.createObjectURL(new Blob([wav], { type: 'audio/wav' }));
  } finally {
    worker.terminate();
  }
}

/** Whether this browser plays voice messages by itself. Older Safari does not. */
export function playsOgg(): boolean {
  return document.createElement('audio').canPlayType('audio/ogg; codecs=opus') !== '';
}
