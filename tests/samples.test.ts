import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { readInstants } from '@/lib/cm/instants';
import type { Mo } from '@/lib/cm/mo';
import { readDelivery } from '@/lib/cm/read-delivery';
import type { MediaContent } from '@/lib/messages/kinds/media';
import { searchTextOf } from '@/lib/messages/search-text-of';
import type { MediaReading } from '@/lib/readers/reading';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute } from '@/lib/readers/read-route';
import { readSender } from '@/lib/readers/read-sender';
import { mediaOf, toContent } from '@/lib/readers/to-content';

const arrivedAt = new Date('2026-01-01T00:00:00.000Z');
const sampleSchema = z.object({ mo: z.unknown(), expected: z.record(z.string(), z.unknown()) });

const samples = listSamples('tests/samples').map((file) => ({
  name: path.relative('tests/samples', file),
  ...sampleSchema.parse(JSON.parse(readFileSync(file, 'utf8'))),
}));

describe('a sample', () => {
  it.each(samples)('$name reads as it says', ({ mo, expected }) => {
    expect(readBody(JSON.stringify(mo))).toEqual([expected]);
  });

  it('reads the same in a list', () => {
    expect(readBody(JSON.stringify(samples.map(({ mo }) => mo)))).toEqual(samples.map(({ expected }) => expected));
  });

  it('hands over the address of its file, and none of it stays in the content', () => {
    const withFile = samples.filter(({ mo }) => JSON.stringify(mo).includes('/fileproxy/files/'));
    for (const { mo } of withFile) {
      for (const reading of mosOf(JSON.stringify(mo)).map(readMo)) {
        if (reading.what !== 'message') return expect.fail('a notice');
        expect(mediaOf(reading)?.url).toContain('/fileproxy/files/');
        expect(JSON.stringify(toContent(reading, store))).not.toContain('fileproxy');
      }
    }
    expect(withFile.length).toBeGreaterThan(10);
  });

  it('stands in the folder of its kind', () => {
    const strays = samples.filter(({ name, expected }) => {
      const folder = name.split(path.sep)[0]?.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
      return folder !== (expected.kind ?? 'deletionNotice') && !name.startsWith('deletion-notice');
    });
    expect(strays).toEqual([]);
  });
});

describe('the border', () => {
  const anyMessage = fc.record({
    text: fc.oneof(fc.string(), fc.jsonValue()),
    media: fc.jsonValue(),
    error: fc.jsonValue(),
    custom: fc.dictionary(
      fc.constantFrom(
        'location',
        'contacts',
        'order',
        'button',
        'interactive',
        'message_type',
        'deletedMessage',
        'meta_received_time',
        '__proto__',
        'other',
      ),
      fc.oneof(
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom('nfm_reply', 'list_reply', 'button_reply', 'response_json', 'latitude', 'longitude', 'name'),
          fc.jsonValue(),
        ),
        fc.array(fc.dictionary(fc.constantFrom('name', 'phones', 'org', 'birthday', '__proto__'), fc.jsonValue())),
        fc.record({ product_items: fc.array(fc.jsonValue()), catalog_id: fc.jsonValue() }),
      ),
    ),
  });

  it('never throws, whatever JSON arrives in place of a message', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ message: fc.jsonValue() })), (body) => {
        readBody(JSON.stringify(body));
      }),
    );
  });

  it('makes of every message a kind with content that can be stored, shown and searched', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        for (const mo of mosOf(JSON.stringify({ message }))) {
          const reading = readMo(mo);
          if (reading.what !== 'message') continue;
          const stored = toContent(reading, store);
          expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
          expect(searchTextOf({ ...stored, text: reading.text }).every((piece) => piece !== '')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function store({ mediaType, contentType, title }: MediaReading): MediaContent {
  return { mediaId: '1', mediaType, contentType, title, state: 'pending', deletedAt: null };
}

function readBody(body: string): unknown[] {
  return mosOf(body).map(readWhole);
}

function mosOf(body: string): Mo[] {
  const delivery = readDelivery(new TextEncoder().encode(body), null);
  return delivery.ok ? delivery.items.flatMap((item) => (item.problem === null ? [item.mo] : [])) : [];
}

function readWhole(mo: Mo): object {
  const { sentAt, metaReceivedAt } = readInstants(mo, arrivedAt);
  return {
    ...readMo(mo),
    sentAt: sentAt.toISOString(),
    metaReceivedAt: metaReceivedAt?.toISOString() ?? null,
    sender: readSender(mo),
    ...readRoute(mo),
  };
}

function listSamples(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => path.join(folder, file));
}
