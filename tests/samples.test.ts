import { afterEach, describe, expect, it } from 'vitest';
import { listUnseenNames } from '@/lib/cm/unseen-names';
import type { Mo } from '@/lib/cm/mo';
import { readDelivery, type DeliveryItem } from '@/lib/cm/read-delivery';
import { readMo } from '@/lib/readers/read-mo';
import { mediaOf, toContent } from '@/lib/readers/to-content';
import { problems } from '@/lib/i18n/en.json';
import { readBody } from './support/read-body';
import { listSamples } from './support/samples';
import { storedMedia } from './support/stored-media';

const samples = listSamples();
const messages = samples.filter(({ expected }) => expected.some(({ what }) => what !== 'problem'));

describe('a sample', () => {
  it.each(samples)('$name reads as it says', ({ body, encoding, expected }) => {
    expect(readBody(body, encoding)).toEqual(expected);
  });

  it.each(samples)('$name holds the unseen names that it says', ({ body, encoding, unseen }) => {
    const names = itemsOf(body, encoding).flatMap((item) => (item.problem === null ? listUnseenNames(item.raw) : []));
    expect(names.map(({ what, name }) => `${what} ${name}`).sort()).toEqual(unseen.toSorted());
  });

  it('reads the same in a list', () => {
    const plain = messages.filter(({ encoding, expected }) => encoding === null && expected.length === 1);
    const list = plain.map(({ body }) => new TextDecoder().decode(body)).join();
    expect(readBody(new TextEncoder().encode(`[${list}]`), null)).toEqual(plain.flatMap(({ expected }) => expected));
  });

  it('hands over the address of its file, and none of it stays in the content', () => {
    const withFile = samples.filter(({ body }) => new TextDecoder().decode(body).includes('/fileproxy/files/'));
    for (const { body, encoding } of withFile) {
      for (const reading of mosOf(body, encoding).map(readMo)) {
        if (reading.what !== 'message') return expect.fail('a notice');
        expect(mediaOf(reading)?.url).toContain('/fileproxy/files/');
        expect(JSON.stringify(toContent(reading, storedMedia))).not.toContain('fileproxy');
      }
    }
    expect(withFile.length).toBeGreaterThan(10);
  });

  it('stands in the folder of its kind', () => {
    const strays = samples.filter(({ name, expected: [first, ...more] }) => {
      const folder = name.split('/')[0]?.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
      const what = first?.what === 'deletion-notice' ? 'deletionNotice' : first?.what;
      return folder !== (more.length > 0 ? 'list' : (first?.kind ?? what));
    });
    expect(strays).toEqual([]);
  });

  it('names a problem in words that the screen has', () => {
    const reasons = samples.flatMap(({ expected }) => expected.flatMap(({ reason }) => reason ?? []));
    expect(new Set(Object.keys(problems.reason))).toEqual(new Set([...reasons, 'too-many', 'failed', 'emptied']));
  });
});

describe.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'])('on a machine in %s', (zone) => {
  const before = process.env.TZ;
  afterEach(() => {
    process.env.TZ = before;
  });

  it('every sample reads the same', () => {
    process.env.TZ = zone;
    expect(new Date('2024-05-06T12:00:00').toISOString()).toBe(noon[zone]);
    expect(samples.map(({ body, encoding }) => readBody(body, encoding))).toEqual(
      samples.map(({ expected }) => expected),
    );
  });
});

/** What the machine itself takes 6 May 2024, twelve o'clock, for. */
const noon: Record<string, string> = {
  UTC: '2024-05-06T12:00:00.000Z',
  'America/New_York': '2024-05-06T16:00:00.000Z',
  'Asia/Kolkata': '2024-05-06T06:30:00.000Z',
  'Pacific/Apia': '2024-05-05T23:00:00.000Z',
};

function itemsOf(body: Uint8Array, encoding: string | null): DeliveryItem[] {
  const delivery = readDelivery(body, encoding);
  return delivery.ok ? delivery.items : [];
}

function mosOf(body: Uint8Array, encoding: string | null): Mo[] {
  return itemsOf(body, encoding).flatMap((item) => (item.problem === null ? [item.mo] : []));
}
