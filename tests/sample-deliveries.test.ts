import { readFileSync, readdirSync, statSync } from 'node:fs';
import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { readInstants } from '@/lib/cm/instants';
import { readDelivery } from '@/lib/cm/read-delivery';
import { kinds } from '@/lib/messages/kinds';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute } from '@/lib/readers/read-route';
import { readSender } from '@/lib/readers/read-sender';
import { mediaOf } from '@/lib/readers/to-content';
import { sampleDeliveries } from '@/lib/samples/sample-deliveries';
import { findSampleFile } from '@/lib/samples/sample-files';

const now = new Date('2026-03-30T09:00:00.000Z');
const mediaOrigin = 'http://localhost:3000';

const sent = sampleDeliveries({ now, mediaOrigin }).map((delivery) => {
  const reading = readDelivery(new TextEncoder().encode(JSON.stringify(delivery)), null);
  const item = reading.ok ? reading.items[0] : undefined;
  if (item?.problem !== null) throw new Error('A sample is no MO.');
  return {
    reading: readMo(item.mo),
    sender: readSender(item.mo),
    route: readRoute(item.mo),
    sentAt: readInstants(item.mo, now).sentAt,
    mo: item.mo,
  };
});
const readings = sent.map(({ reading }) => reading).filter((reading) => reading.what === 'message');

describe('the sample conversations', () => {
  it('hold every kind, and a deletion notice for a message of theirs', () => {
    expect(new Set(readings.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
    const notices = sent.map(({ reading }) => reading).filter((reading) => reading.what === 'deletion-notice');
    expect(readings.map(({ reference }) => reference)).toEqual(
      expect.arrayContaining(notices.map(({ reference }) => reference)),
    );
    expect(notices).toHaveLength(1);
  });

  it('quote messages that are here and messages that are not', () => {
    const references = new Set(readings.map(({ reference }) => reference));
    const contexts = readings.flatMap(({ messageContext }) => messageContext ?? []);
    expect(contexts.filter((context) => references.has(context)).length).toBeGreaterThan(2);
    expect(contexts.filter((context) => !references.has(context)).length).toBeGreaterThan(0);
  });

  it('come to two business numbers, from a dozen people, one of them unidentified', () => {
    expect(new Set(sent.map(({ route }) => route.businessNumber)).size).toBe(2);
    const people = sent.map(({ sender }) => sender.number ?? sender.userId);
    expect(new Set(people.filter((person) => person !== null)).size).toBe(12);
    expect(people).toContain(null);
  });

  it('are marked as samples', () => {
    expect(sent.every(({ route }) => route.sample)).toBe(true);
  });

  it('were sent within the last days, in order, with both clocks telling the same', () => {
    const instants = sent.map(({ sentAt }) => sentAt.getTime());
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(Math.max(...instants)).toBeLessThan(now.getTime());
    expect(Math.min(...instants)).toBeGreaterThan(now.getTime() - 5 * 86_400_000);
    for (const { mo, sentAt } of sent) expect(readInstants({ ...mo, timeUtc: null }, now).sentAt).toEqual(sentAt);
  });

  it('have references of their own, also when they are sent again', () => {
    const again = sampleDeliveries({ now: new Date(now.getTime() + 60_000), mediaOrigin });
    const references = [...sampleDeliveries({ now, mediaOrigin }), ...again].map((delivery) => delivery.reference);
    expect(new Set(references).size).toBe(references.length);
    expect(sampleDeliveries({ now, mediaOrigin })).toEqual(sampleDeliveries({ now, mediaOrigin }));
  });
});

describe('the sample files', () => {
  const files = readdirSync('lib/samples/files');

  it('are exactly those that the conversations show', () => {
    const shown = readings.flatMap((reading) => mediaOf(reading)?.url ?? []);
    expect(shown.map((url) => url.replace(`${mediaOrigin}/fileproxy/files/`, '')).sort()).toEqual(files.sort());
  });

  it('are what they say they are', async () => {
    for (const name of files) {
      const file = findSampleFile(name);
      const found = await fileTypeFromBuffer(readFileSync(file?.path ?? ''));
      const family = (type: string | undefined) => type?.replace(/;.*/, '').trim();
      expect([name, family(found?.mime)]).toEqual([name, family(file?.contentType)]);
      const reading = readings.find((message) => mediaOf(message)?.url?.endsWith(`/${name}`));
      expect(reading && mediaOf(reading)?.contentType).toBe(file?.contentType);
    }
  });

  it('are small', () => {
    const sizes = files.map((name) => statSync(`lib/samples/files/${name}`).size);
    expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(450_000);
  });

  it('are found by no other name', () => {
    for (const name of ['', '..', '../sample-files.ts', 'constructor', 'cappuccino.jpg/', 'CAPPUCCINO.JPG']) {
      expect(findSampleFile(name)).toBeUndefined();
    }
  });
});
