import type { FileHandle } from 'node:fs/promises';

/** Boxes that hold boxes, on the way to what is wanted. */
const HOLDERS = ['moov', 'trak', 'mdia'];
const MOST_BOXES = 2000;
const HEAD_BYTES = 120;

type Movie = { width: number; height: number; durationMs: number; hasSound: boolean };

/**
 * What an MP4 file says of itself (ISO/IEC 14496-12: `mvhd`, `tkhd`, `hdlr`): the size of its largest track, upright,
 * zero when it has none; its duration, NaN when it does not say; whether it has sound. Reads a few bytes of each box and
 * no more than some thousand boxes, wherever `moov` stands.
 */
export async function readMp4(file: FileHandle): Promise<Movie> {
  const { size: end } = await file.stat();
  const movie: Movie = { width: 0, height: 0, durationMs: Number.NaN, hasSound: false };
  let boxes = 0;

  const walk = async (from: number, to: number): Promise<void> => {
    let at = from;
    while (at + 8 <= to && boxes < MOST_BOXES) {
      boxes += 1;
      const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, at);
      if (bytesRead < 16) return;
      const type = buffer.toString('latin1', 4, 8);
      const short = buffer.readUInt32BE(0);
      const [header, length] =
        short === 1 ? [16, Number(buffer.readBigUInt64BE(8))] : [8, short === 0 ? to - at : short];
      if (length < header) return;
      const next = Math.min(at + length, to);
      // What a file that ends too early does not say reads as zero.
      if (HOLDERS.includes(type)) await walk(at + header, next);
      else note(movie, type, buffer.subarray(header));
      at = next;
    }
  };
  await walk(0, end);
  return movie;
}

function note(movie: Movie, type: string, body: Buffer): void {
  const isLong = body[0] === 1;
  if (type === 'mvhd') {
    const scale = body.readUInt32BE(isLong ? 20 : 12);
    const duration = isLong ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
    movie.durationMs = (1000 * duration) / scale;
  }
  if (type === 'hdlr' && body.toString('latin1', 8, 12) === 'soun') movie.hasSound = true;
  if (type === 'tkhd') {
    // The matrix of a track that is shown turned by a quarter has its numbers beside the diagonal.
    const matrix = isLong ? 52 : 40;
    const isTurned = body.readInt32BE(matrix) === 0 && body.readInt32BE(matrix + 4) !== 0;
    const [width, height] = [body.readUInt16BE(matrix + 36), body.readUInt16BE(matrix + 40)];
    if (width * height > movie.width * movie.height)
      Object.assign(movie, isTurned ? { width: height, height: width } : { width, height });
  }
}
