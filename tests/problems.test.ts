import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { listAudit } from '@/lib/access/list-audit';
import { recordExport } from '@/lib/access/record-export';
import { countViews } from '@/lib/inbox/reading/count-views';
import { listProblems } from '@/lib/inbox/problems/list-problems';
import { listUnseenNames } from '@/lib/inbox/problems/list-unseen-names';
import { readProblemSource } from '@/lib/inbox/reading/read-source';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { replayProblems } from '@/lib/inbox/problems/replay-problems';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { rowsOf } from './support/rows';
import { expectEveryPage } from './support/walk-pages';

const admin = callerWith('admin');
const monday = new Date('2026-03-02T10:00:00Z');
const tuesday = new Date('2026-03-03T10:00:00Z');

describe('a delivery that could not be read', () => {
  it('says how often CM.com sent it again, and when last', async () => {
    const opened = await openTestDatabase();
    const body = new TextEncoder().encode('no json');
    await receiveDelivery(body, null, monday);
    await applyReceived(opened);
    expect((await listProblems(admin)).items).toMatchObject([{ attempts: 1, retries: 0, retriedAt: null }]);
    await receiveDelivery(body, null, new Date('2026-03-02T10:05:00Z'));
    await receiveDelivery(body, null, tuesday);
    await applyReceived(opened);
    expect((await listProblems(admin)).items).toMatchObject([
      { receivedAt: monday.toISOString(), attempts: 1, retries: 2, retriedAt: tuesday.toISOString() },
    ]);
  });

  it('shows its bytes also when they are no text', async () => {
    const opened = await openTestDatabase();
    await receiveDelivery(Uint8Array.from([0x22, 0xe9, 0x00, 0x22]), null, monday);
    await receiveDelivery(Uint8Array.from(gzipSync('{"broken": ')), 'gzip', monday);
    await applyReceived(opened);
    const sources = await Promise.all(
      (await listProblems(admin)).items.map(({ id }) => readProblemSource(admin, Number(id))),
    );
    expect(sources).toEqual(['{"broken": ', '"\\xE9\\x00"']);
  });

  it('is replayed with all others, which is in the audit, and counted while it waits', async () => {
    const opened = await openTestDatabase();
    const good = new TextEncoder().encode(JSON.stringify(mo()));
    for (const body of [good, new TextEncoder().encode('no json')]) await receiveDelivery(body, null, monday);
    // As a version would have left them that could read neither.
    await opened.write((tx) =>
      tx.delivery.updateMany({ data: { state: 'problem', reason: 'not-json', attempts: 1, appliedAt: monday } }),
    );
    expect(await countViews(admin)).toMatchObject({ problems: 2, replaying: 0 });
    expect(await replayProblems(admin, tuesday)).toEqual({ replayed: 2 });
    expect(await countViews(admin)).toMatchObject({ problems: 0, replaying: 2 });
    await applyReceived(opened);
    expect(await countViews(admin)).toMatchObject({ problems: 1, replaying: 0, unread: 1 });
    expect((await listProblems(admin)).items).toMatchObject([{ reason: 'not-json', attempts: 2 }]);
    expect(await rowsOf(opened.url, 'AuditEntry')).toMatchObject([
      { action: 'problems.replayed', outcome: '2 deliveries', userId: admin.userId },
    ]);
  });

  it.each<[string, unknown[], string]>([
    ['a status report', [mo({ reference: 'gone' }), { status: {} }], 'status-report'],
    ['nothing', [mo({ reference: 'gone' }), null], 'not-an-object'],
  ])('keeps its reason when it is replayed after all but %s was erased', async (_what, list, reason) => {
    const opened = await openTestDatabase();
    await deliverTo(opened, [list, mo({ text: '', custom: { deletedMessage: 'gone' } })]);
    expect((await listProblems(admin)).items).toMatchObject([{ reason, attempts: 1 }]);
    await replayProblems(admin, tuesday);
    await applyReceived(opened);
    expect((await listProblems(admin)).items).toMatchObject([{ reason, attempts: 2 }]);
  });

  it('is listed once, page by page, as are new names and what is in the audit', async () => {
    const opened = await openTestDatabase();
    const brings = (name: string) => mo({ custom: { [name]: 1 } });
    await deliverTo(opened, ['one', 'two', 'three', 'four', ...['brand', 'new', 'names'].map(brings)]);
    for (const subject of ['a', 'b', 'c', 'd']) await recordExport(admin, subject);
    const newest = async (table: string) => (await opened.rows(table)).map(({ id }) => String(id)).reverse();
    const problems = (await opened.rows('Delivery')).filter(({ state }) => state === 'problem');
    expect(problems).toHaveLength(4);
    const ids = problems.map(({ id }) => String(id)).reverse();
    await expectEveryPage('problems', ids, async (wanted) => {
      const { items, nextCursor } = await listProblems(admin, wanted);
      return { ids: items.map(({ id }) => id), nextCursor };
    });
    await expectEveryPage('audit', await newest('AuditEntry'), async ({ limit, cursor }) => {
      const before = cursor === undefined ? null : Number(cursor);
      const { items, nextCursor } = await listAudit(admin, { limit, before });
      return { ids: items.map(({ id }) => id), nextCursor };
    });
    const names = (await opened.rows('UnseenName')).map(({ name }) => String(name)).reverse();
    expect(names).toHaveLength(3);
    await expectEveryPage('names', names, async (wanted) => {
      const { items, nextCursor } = await listUnseenNames(admin, wanted);
      return { ids: items.map(({ name }) => name), nextCursor };
    });
  });

  it('is for administrators', async () => {
    await deliverTo(await openTestDatabase(), ['no message']);
    for (const role of ['viewer', 'operator'] as const) {
      await expect(listProblems(callerWith(role))).rejects.toMatchObject({ code: 'forbidden' });
      await expect(replayProblems(callerWith(role))).rejects.toMatchObject({ code: 'forbidden' });
      expect(await countViews(callerWith(role))).toMatchObject({ problems: 0, replaying: 0 });
    }
  });
});
