import { createReadStream } from 'node:fs';
import { OggOpusDecoder } from 'ogg-opus-decoder';

const POINTS = 64;
/** So little at once that pages made to unpack into as much as they can stay within some eighty megabytes. */
const CHUNK_BYTES = 1024;
const FIRST_STEP = 480;

/**
 * How loud an Ogg/Opus recording is along its time: at most 64 numbers from 0 to 100, of which the loudest is 100. Null
 * when nothing is to be heard. Keeps no sound: whatever its length, it remembers twice as many numbers as it gives.
 */
export async function readLoudness(file: string): Promise<number[] | null> {
  const decoder = new OggOpusDecoder({ forceStereo: true });
  await decoder.ready;
  const loudness = new Loudness();
  try {
    const chunks: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of chunks) {
      // Its types hide the promise.
      loudness.hear((await Promise.resolve(decoder.decode(chunk))).channelData[0]);
    }
    loudness.hear((await decoder.flush()).channelData[0]);
  } finally {
    decoder.free();
  }
  return loudness.points();
}

/** Peaks of equal stretches, which become twice as long whenever there are too many of them. */
class Loudness {
  #peaks: number[] = [];
  #step = FIRST_STEP;
  #peak = 0;
  #heard = 0;

  hear(samples: Float32Array | undefined): void {
    for (const sample of samples ?? []) {
      const level = Math.abs(sample);
      if (level > this.#peak) this.#peak = level;
      this.#heard += 1;
      if (this.#heard === this.#step) this.#close();
    }
  }

  points(): number[] | null {
    if (this.#heard > 0) this.#close();
    const width = this.#peaks.length / Math.min(POINTS, this.#peaks.length);
    const points = Array.from({ length: Math.min(POINTS, this.#peaks.length) }, (_, point) =>
      Math.max(...this.#peaks.slice(Math.floor(point * width), Math.max(Math.floor((point + 1) * width), 1))),
    );
    const loudest = Math.max(0, ...points);
    return loudest > 0 ? points.map((level) => Math.round((100 * level) / loudest)) : null;
  }

  #close(): void {
    this.#peaks.push(this.#peak);
    [this.#peak, this.#heard] = [0, 0];
    if (this.#peaks.length < 2 * POINTS) return;
    this.#peaks = Array.from({ length: POINTS }, (_, pair) =>
      Math.max(this.#peaks[2 * pair] ?? 0, this.#peaks[2 * pair + 1] ?? 0),
    );
    this.#step *= 2;
  }
}
