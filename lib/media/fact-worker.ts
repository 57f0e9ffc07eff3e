import { open, type FileHandle } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { fileTypeFromFile } from 'file-type';
import { disableTypes, imageSize, types } from 'image-size';
import { parseFile } from 'music-metadata';
import { noFacts, type FileFacts } from './file-facts';
import { isAnimated } from './is-animated';
import { readLoudness } from './read-loudness';
import { readMp4 } from './read-mp4';

/** Enough for the segments that stand before the size of a JPEG, a camera's preview included. */
const HEAD_BYTES = 512 * 1024;
const LARGEST_SIDE = 65_535;
const LONGEST_MS = 7 * 24 * 3_600_000;
const PICTURES = ['jpg', 'png', 'webp', 'gif'];
disableTypes(types.filter((type) => !PICTURES.includes(type)));

// The thread of `FactReader`: told a path, it says what it finds, and again whenever it knows more.
parentPort?.on('message', (file: unknown) => {
  if (typeof file === 'string') void tellOf(file);
});
parentPort?.postMessage('ready');

async function tellOf(file: string): Promise<void> {
  let facts = noFacts;
  const tell = (more: Partial<FileFacts>, isLast = false) => {
    facts = { ...facts, ...more };
    parentPort?.postMessage({ facts, isLast });
  };
  try {
    const type = await typeOf(file);
    tell({ type });
    if (type?.startsWith('image/')) tell(await factsOfPicture(file));
    else if (type !== null && /^(audio|video)\//.test(type)) tell(await factsOfRecording(file, type));
    if (type === 'audio/ogg; codecs=opus') tell({ peaks: await readLoudness(file) });
  } catch {
    // Broken, or made to break readers: what has been told stands.
  }
  tell({}, true);
}

/** What the bytes are. The mark that begins a text in UTF-16 is no MPEG layer I, which nobody sends. */
async function typeOf(file: string): Promise<string | null> {
  const type = (await fileTypeFromFile(file))?.mime ?? null;
  if (type !== 'audio/mpeg') return type;
  const [first, second] = await readHead(file, 2);
  return first === 0xff && second === 0xfe ? null : type;
}

async function factsOfPicture(file: string) {
  const head = await readHead(file);
  const { width, height, orientation = 1 } = imageSize(head);
  return { ...sides(width, height, orientation >= 5), animated: isAnimated(head) };
}

async function factsOfRecording(file: string, type: string) {
  if (/mp4|m4a|m4v/.test(type)) {
    const { width, height, durationMs, hasSound } = await withFile(file, readMp4);
    return { ...sides(width, height, false), ...lasting(durationMs), animated: width > 0 && !hasSound };
  }
  const { format } = await parseFile(file, { skipCovers: true, duration: true });
  const video = format.trackInfo.find((track) => track.video)?.video;
  return {
    ...(video && sides(Number(video.pixelWidth), Number(video.pixelHeight), false)),
    ...lasting(1000 * (format.duration ?? Number.NaN)),
    animated: format.hasVideo === true && format.hasAudio === false,
  };
}

function lasting(milliseconds: number) {
  const durationMs = Math.round(milliseconds);
  return durationMs > 0 && durationMs <= LONGEST_MS ? { durationMs } : {};
}

function sides(width: number, height: number, isTurned: boolean) {
  const isSize = [width, height].every((side) => Number.isInteger(side) && side > 0 && side <= LARGEST_SIDE);
  if (!isSize) return {};
  return isTurned ? { width: height, height: width } : { width, height };
}

function readHead(file: string, bytes = HEAD_BYTES): Promise<Uint8Array> {
  return withFile(file, async (handle) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  });
}

async function withFile<T>(file: string, read: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file);
  try {
    return await read(handle);
  } finally {
    await handle.close();
  }
}
