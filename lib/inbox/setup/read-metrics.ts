import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { permit, type Caller } from '@/lib/access/caller';
import { countRows } from '@/lib/db/tables/count-rows';
import { database } from '@/lib/db/engine/database';
import { oldestReceivedAt } from '@/lib/db/tables/deliveries';
import { openStreams } from '@/lib/live/open-streams';

declare global {
  // The process has one set of figures, however often this file is bundled.
  var inletMetrics: ReturnType<typeof makeMetrics> | undefined;
}

/** Counting all messages takes a while in a large inbox: whoever asks more often gets the same figures. */
const COUNT_EVERY_MS = 10_000;

/** The figures of this installation and this process, as Prometheus reads them. A token that is limited to some numbers learns none. */
export async function readMetrics(caller: Caller, now = new Date()): Promise<{ text: string; contentType: string }> {
  if (caller.tokenId === null || caller.scope !== 'all') permit(caller, 'metrics.read');
  const metrics = (globalThis.inletMetrics ??= makeMetrics());
  await metrics.count(now);
  metrics.streams.set(openStreams());
  return { text: await metrics.registry.metrics(), contentType: metrics.registry.contentType };
}

function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `inlet_${name}`, help, labelNames, registers: [registry] });
  const deliveries = gauge('deliveries', 'Deliveries that are kept, by state: received is the backlog.', ['state']);
  const backlogAge = gauge('backlog_age_seconds', 'For how long the oldest unread delivery has waited.');
  const messages = gauge('messages', 'Messages, by kind.', ['kind']);
  const media = gauge('media', 'Files, by state.', ['state']);
  const streams = gauge('live_streams', 'Live streams that this process has open.');
  let countedAt = 0;
  const count = async (now: Date) => {
    if (now.getTime() - countedAt < COUNT_EVERY_MS) return;
    countedAt = now.getTime();
    const { reader } = database();
    const [rows, oldest] = await Promise.all([countRows(reader), oldestReceivedAt(reader)]);
    for (const metric of [deliveries, messages, media]) metric.reset();
    for (const state of ['received', 'applied', 'problem']) deliveries.set({ state }, 0);
    for (const { state, count } of rows.deliveries) deliveries.set({ state }, count);
    for (const { kind, count } of rows.messages) messages.set({ kind }, count);
    for (const { state, count } of rows.media) media.set({ state }, count);
    backlogAge.set(oldest ? Math.max(now.getTime() - oldest.getTime(), 0) / 1000 : 0);
  };
  return { registry, count, streams };
}
