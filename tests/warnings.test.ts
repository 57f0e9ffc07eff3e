import { describe, expect, it } from 'vitest';
import { database } from '@/lib/db/engine/database';
import { hourOf } from '@/lib/db/tables/arrival-hours';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { readReadiness } from '@/lib/inbox/setup/read-readiness';
import { readWarnings } from '@/lib/inbox/setup/read-warnings';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const viewer = callerWith('viewer');
const HOUR_MS = 3_600_000;
const monday = new Date('2026-03-02T10:00:00Z');

describe('silence of the webhook', () => {
  it('is a warning, and no reason to be unready, once it is unusual for the hour', async () => {
    const opened = await openTestDatabase();
    await arrive(monday);
    for (let week = 1; week <= 4; week += 1) {
      for (let hour = 0; hour < 8; hour += 1) {
        const row = { hour: hourOf(monday) - week * 168 + hour, deliveries: 8 };
        await opened.write((tx) => tx.arrivalHour.create({ data: row }));
      }
    }
    expect(await codesAt(hoursLater(2))).toEqual([]);
    expect((await readWarnings(viewer, hoursLater(6))).items).toEqual([
      { code: 'webhook_quiet', since: monday.toISOString(), count: null },
    ]);
    expect((await readReadiness(hoursLater(6))).warnings).toContain('webhook_quiet');
    await arrive(hoursLater(6));
    expect(await codesAt(hoursLater(6))).toEqual([]);
  });

  it('is learnt from each delivery once, by the hour in which it came', async () => {
    const opened = await openTestDatabase();
    await arrive(monday, hoursLater(1), hoursLater(1));
    await opened.write((tx) => tx.delivery.updateMany({ data: { state: 'received' } }));
    await applyReceived(opened);
    expect(await opened.reader.arrivalHour.findMany({ orderBy: { hour: 'asc' } })).toEqual([
      { hour: hourOf(monday), deliveries: 1 },
      { hour: hourOf(monday) + 1, deliveries: 2 },
    ]);
  });
});

describe('a backlog', () => {
  it('is a warning when something has been waiting for a minute and a half', async () => {
    await openTestDatabase();
    await receive(monday);
    expect(await codesAt(new Date(monday.getTime() + 89_999))).toEqual([]);
    expect((await readWarnings(viewer, new Date(monday.getTime() + 90_000))).items).toEqual([
      { code: 'backlog', since: monday.toISOString(), count: 1 },
    ]);
    await applyReceived(database());
    expect(await codesAt(new Date(monday.getTime() + 90_000))).toEqual([]);
  });

  it('is a warning at a thousand', async () => {
    const opened = await openTestDatabase();
    const waiting = (digest: number) => ({ digest: digest.toString(), body: new Uint8Array(), receivedAt: monday });
    await opened.write((tx) => tx.delivery.createMany({ data: Array.from({ length: 999 }, (_, at) => waiting(at)) }));
    expect(await codesAt(monday)).toEqual([]);
    await opened.write((tx) => tx.delivery.create({ data: waiting(999) }));
    expect(await codesAt(monday)).toEqual(['backlog']);
  });
});

describe('the message context field', () => {
  it('is missed when none of the latest hundred MOs has it, be it empty', async () => {
    const opened = await openTestDatabase();
    await deliverTo(opened, [Array.from({ length: 99 }, withoutContext)]);
    expect(await codes()).toEqual([]);
    await deliverTo(opened, [withoutContext()]);
    expect(await codes()).toEqual(['no_message_context']);
    await deliverTo(opened, [mo({ messageContext: '' })]);
    expect(await codes()).toEqual([]);
    await deliverTo(opened, [Array.from({ length: 99 }, withoutContext)]);
    expect(await codes()).toEqual([]);
    await deliverTo(opened, [withoutContext()]);
    expect(await codes()).toEqual(['no_message_context']);
  });
});

function withoutContext() {
  return Object.fromEntries(Object.entries(mo()).filter(([name]) => name !== 'messageContext'));
}

async function codes(): Promise<string[]> {
  return codesAt(new Date());
}

async function codesAt(now: Date): Promise<string[]> {
  return (await readWarnings(viewer, now)).items.map(({ code }) => code);
}

async function arrive(...times: Date[]): Promise<void> {
  for (const time of times) await receive(time);
  await applyReceived(database());
}

async function receive(receivedAt: Date): Promise<void> {
  await receiveDelivery(new TextEncoder().encode(JSON.stringify(mo())), null, receivedAt);
}

function hoursLater(hours: number): Date {
  return new Date(monday.getTime() + hours * HOUR_MS);
}
