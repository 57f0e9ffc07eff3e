import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileFactThread } from '@/lib/commands/compile-commands.mjs';
import { FactReader } from '@/lib/media/fact-reader';
import type { FileFacts } from '@/lib/media/file-facts';
import { randomFrom } from './simulation/random';
import { countOf, seedOf } from './support/count-of';
import { hostileFiles, zip } from './support/hostile-files';

const DEADLINE_MS = 1500;
const MOST_MEMORY = 150 * 1024 * 1024;
const MUTATIONS = countOf('BROKEN_FILES', { few: 150, many: 5000 });
const SEED = seedOf('BROKEN_FILES_SEED');
const MEGABYTE = 1024 * 1024;

const folder = mkdtempSync(path.join(tmpdir(), 'inlet-hostile-'));
let reader: FactReader;
beforeAll(() => {
  reader = new FactReader(compileFactThread, { deadlineMs: DEADLINE_MS });
});
afterAll(async () => {
  await reader.close();
  rmSync(folder, { recursive: true });
});

it('are read although the thread could not begin before', async () => {
  let begun = 0;
  const late = new FactReader(() => {
    begun += 1;
    return begun === 1 ? Promise.reject(new Error('not yet')) : compileFactThread();
  });
  const file = path.join('tests/files', 'photo.jpg');
  await expect(late.read(file)).rejects.toThrow('not yet');
  expect(await late.read(file)).toMatchObject({ type: 'image/jpeg' });
  await late.close();
});

const real = (name: string) => readFileSync(path.join('tests/files', name));

/** The beginning of a WebM file: its header, and a segment without end. */
const WEBM = '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff';

/** Files that would have a careless reader take all memory or go on for ever; `size`: with zeros up to there. */
const files: Record<string, { bytes: Buffer; size?: number }> = {
  'a picture of no size.png': { bytes: patched(real('screenshot.png'), 16, '0000000000000000') },
  'a picture as large as numbers go.png': { bytes: patched(real('screenshot.png'), 16, 'ffffffffffffffff') },
  'segments of no length.jpg': { bytes: Buffer.concat([hex('ffd8'), times(100_000, hex('ffe10000'))]) },
  'segments without end.jpg': { bytes: Buffer.concat([hex('ffd8'), times(100_000, hex('ffe10002'))]) },
  'a directory that points at itself.jpg': {
    bytes: Buffer.concat([hex('ffd8ffe10030'), Buffer.from('Exif\0\0II*\0'), hex('08000000ffff'), Buffer.alloc(64, 8)]),
  },
  'a sticker that says it is long.webp': { bytes: patched(real('sticker.webp'), 4, 'ffffffff') },
  'boxes in boxes.mp4': { bytes: boxesInBoxes(20_000) },
  'boxes without end.mp4': { bytes: mp4(times(200_000, box('free', Buffer.alloc(0)))) },
  'a box longer than numbers go.mp4': { bytes: mp4(hex('000000016d6f6f76ffffffffffffffff')) },
  'a box to the end of the file.mp4': { bytes: mp4(hex('000000006d6f6f76000000007472616b')), size: 90 * MEGABYTE },
  'a box shorter than its head.mp4': { bytes: mp4(hex('000000016d6f6f760000000000000001')) },
  'a film that lasts for ever.mp4': {
    bytes: mp4(box('moov', box('mvhd', Buffer.concat([Buffer.alloc(12), hex('00000000ffffffff'), Buffer.alloc(80)])))),
  },
  'a header as long as the disk.webm': { bytes: hex('1a45dfa30100000fffffffff'), size: 10 * MEGABYTE },
  'a name as long as memory.webm': { bytes: hex(`${WEBM}1549a96601ffffffffffffff4d80010000007000000078`) },
  'elements in elements.webm': { bytes: Buffer.concat([hex(WEBM), times(50_000, hex('1654ae6b01ffffffffffffff'))]) },
  'a tag of a quarter of a gigabyte.mp3': { bytes: hex('4944330300007f7f7f7f'), size: 90 * MEGABYTE },
  'a picture in a tag.mp3': { bytes: hex('494433040000010000004150494307ffffff0000'), size: 20 * MEGABYTE },
  'words without end.mp3': {
    bytes: Buffer.concat([hex('494433030000007f7f7f'), times(100_000, hex('5449543200000001000061'))]),
  },
  'a song of zeros.mp3': { bytes: hex('fffb9064'), size: 90 * MEGABYTE },
  'frames without end.aac': { bytes: times(400_000, hex('fff15080017ffc0000000000')) },
  'a sound of four gigabytes.wav': {
    bytes: Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff', 'latin1'), Buffer.alloc(64)]),
  },
  'a list of four gigabytes.wav': {
    bytes: Buffer.from('RIFF\xff\xff\xff\xffWAVELIST\xf0\xff\xff\xffINFOINAM\xe0\xff\xff\xff', 'latin1'),
    size: 5 * MEGABYTE,
  },
  'blocks without end.flac': { bytes: Buffer.concat([Buffer.from('fLaC'), times(200_000, hex('01000000'))]) },
  'a comment of two gigabytes.flac': { bytes: hex('664c614384fffffff0ffff7f'), size: 5 * MEGABYTE },
  'objects of no length.asf': {
    bytes: Buffer.concat([
      hex('3026b2758e66cf11a6d900aa0062ce6c1e00000000000000ffffff7f0102'),
      times(5000, hex('4052d1861d31d011a3a400a0c90348f60000000000000000')),
    ]),
  },
  'a chunk of no length.aiff': {
    bytes: Buffer.from('FORM\xff\xff\xff\xffAIFFCOMM\0\0\0\0SSND\xff\xff\xff\xff', 'latin1'),
  },
  'a recording that ends at the last position.ogg': {
    bytes: eachPage(real('voice.ogg'), (page) => page.fill(0x7f, 6, 14)),
  },
  'pages without packets.ogg': {
    bytes: Buffer.concat([real('voice.ogg').subarray(0, 2000), times(100_000, Buffer.from(`OggS${'\0'.repeat(23)}`))]),
  },
  'tags of four gigabytes.ogg': {
    bytes: patched(real('voice.ogg'), real('voice.ogg').indexOf('OpusTags') + 8, 'ffffffff'),
  },
  'an hour of recordings.ogg': { bytes: times(1800, real('voice.ogg')) },
  'a letter that unpacks to a gigabyte.docx': {
    bytes: zip({ '[Content_Types].xml': Buffer.alloc(256 * MEGABYTE, 32), 'word/document.xml': '' }),
  },
  'twenty thousand entries.zip': {
    bytes: zip(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`${index.toString()}.xml`, '']))),
  },
  'a quarter of a gigabyte of nothing.gz': { bytes: gzipSync(Buffer.alloc(256 * MEGABYTE)) },
  'nothing.bin': { bytes: Buffer.alloc(1), size: 100 * MEGABYTE },
  'half a mark.pdf': { bytes: Buffer.from('%PD') },
};

/** These take up to the deadline, and a new thread after it. */
const slow = ['a song of zeros.mp3', 'frames without end.aac', 'blocks without end.flac', 'pages without packets.ogg'];
const names = Object.keys(files).filter((name) => process.env.LONG_TESTS === '1' || !slow.includes(name));

it.each(names)('%s is read to its end or given up, within bounds of memory', async (name) => {
  const file = path.join(folder, name);
  writeFileSync(file, files[name]?.bytes ?? '');
  if (files[name]?.size !== undefined) truncateSync(file, files[name].size);
  const { facts, grown } = await watched(() => reader.read(file));
  rmSync(file);
  expect(facts.durationMs ?? 0).toBeLessThanOrEqual(7 * 24 * 3_600_000);
  expect(Math.max(facts.width ?? 0, facts.height ?? 0)).toBeLessThanOrEqual(65_535);
  expect(grown).toBeLessThan(MOST_MEMORY);
});

it('files that are programs or pages say nothing of pictures that they are not', async () => {
  for (const { name, bytes, shown } of hostileFiles) {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    const { type, width } = await reader.read(file);
    if (shown === null) expect({ name, width }).toEqual({ name, width: null });
    else expect({ name, family: type?.split('/')[0] }).toEqual({ name, family: shown.split('/')[0] });
    rmSync(file);
  }
});

it(`real files that are cut and changed by chance are read, ${MUTATIONS.toString()} of them (seed ${SEED.toString()})`, async () => {
  const random = randomFrom(SEED);
  const whole = readdirSync('tests/files');
  for (let count = 0; count < MUTATIONS; count += 1) {
    const name = whole[random.below(whole.length)] ?? '';
    const bytes = Buffer.from(real(name));
    for (let change = random.below(12); change > 0; change -= 1) {
      // What a file begins with decides how it is read.
      bytes[random.below(random.below(2) === 0 ? Math.min(200, bytes.length) : bytes.length)] = random.below(256);
    }
    const file = path.join(folder, name);
    writeFileSync(file, random.below(3) === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes);
    expect((await watched(() => reader.read(file))).grown).toBeLessThan(MOST_MEMORY);
  }
}, 3_600_000);

it('a good file is read as ever afterwards', async () => {
  expect(await reader.read('tests/files/photo.jpg')).toMatchObject({ type: 'image/jpeg', width: 64, height: 48 });
  expect((await reader.read('tests/files/voice.ogg')).peaks).toHaveLength(64);
});

/** What reading finds, and by how much the memory of this process, which the thread belongs to, was larger meanwhile. */
async function watched(read: () => Promise<FileFacts>): Promise<{ facts: FileFacts; grown: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const facts = await read().finally(() => {
    clearInterval(timer);
  });
  return { facts, grown: Math.max(most, process.memoryUsage.rss()) - before };
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}

function times(count: number, piece: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => piece));
}

/** The same bytes with others in this place. */
function patched(bytes: Buffer, at: number, digits: string): Buffer {
  const copy = Buffer.from(bytes);
  hex(digits).copy(copy, at);
  return copy;
}

function box(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(8 + body.length);
  return Buffer.concat([length, Buffer.from(type), body]);
}

/** The beginning of an MP4 file, and what follows. */
function mp4(...rest: Buffer[]): Buffer {
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isom')), ...rest]);
}

function boxesInBoxes(depth: number): Buffer {
  const heads = Array.from({ length: depth }, (_, index) => {
    const head = Buffer.from('\0\0\0\0moov');
    head.writeUInt32BE(8 * (depth - index));
    return head;
  });
  return mp4(...heads);
}

/** An Ogg file with each of its pages changed. */
function eachPage(bytes: Buffer, change: (page: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('OggS'); at !== -1; at = copy.indexOf('OggS', at + 4)) change(copy.subarray(at));
  return copy;
}
