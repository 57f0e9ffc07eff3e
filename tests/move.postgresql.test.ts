import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { keyCheck } from '@/lib/config/secrets';
import { recordAudit } from '@/lib/db/tables/audit';
import { readAuditHead, verifyAudit } from '@/lib/db/tables/audit-chain';
import { installDatabase } from '@/lib/db/engine/database';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { findConversation } from '@/lib/inbox/reading/find-conversation';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { moveDatabase } from '@/lib/db/engine/move-database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { askPostgresql, rowsOf } from './support/rows';
import { sourcePayloads } from './support/source-payloads';

const silent = () => undefined;

describe('moving an inbox from SQLite to PostgreSQL', () => {
  it('takes everything along, and what comes later goes on from there', async () => {
    const source = await filledInbox();
    await source.write((tx) => recordAudit(tx, null, { at: new Date(), action: 'act' }));
    const auditHead = await readAuditHead(source.reader);
    const before = await conversationsOf(source);
    const to = await emptyPostgresql();
    const counts = await moveDatabase({ from: source.url, to }, silent);
    expect(counts.Message).toBe((await source.rows('Message')).length);
    expect(counts.Delivery).toBe((await source.rows('Delivery')).length);

    const moved = await openDatabase(to, { allowUnsafe: true });
    expect(await conversationsOf(moved)).toEqual(before);
    expect(await verifyAudit(moved.reader)).toMatchObject({ broken: null, head: auditHead });
    await moved.write((tx) => recordAudit(tx, null, { at: new Date(), action: 'act' }));
    expect((await verifyAudit(moved.reader)).broken).toBeNull();
    await moved.write((tx) => tx.setting.create({ data: { key: 'later', value: '' } }));
    const first = await moved.write((tx) =>
      tx.delivery.create({ data: { digest: 'later', body: new Uint8Array([0, 255]), receivedAt: new Date() } }),
    );
    expect(first.id).toBe((counts.Delivery ?? 0) + 1);
    await moved.close();
  });

  it('gives nobody the id of a conversation that has become part of another', async () => {
    const source = await openTestDatabase('sqlite');
    const byUserId = { from: { number: '', name: 'Ada', userId: 'NL.1' } };
    await deliverTo(source, [
      mo({ number: '+31611111111' }),
      { ...mo(), ...byUserId },
      { ...mo(), from: { number: '+31611111111', name: 'Ada', userId: 'NL.1' } },
    ]);
    const [alias] = await source.rows('ConversationAlias');
    const to = await emptyPostgresql();
    await moveDatabase({ from: source.url, to }, silent);

    const moved = await openDatabase(to, { allowUnsafe: true });
    onTestFinished(() => moved.close());
    await source.remove();
    installDatabase(moved);
    await deliverTo(moved, [mo({ number: '+31622222222', text: 'new' })]);
    const begun = (await rowsOf(to, 'Conversation')).at(-1);
    expect(Number(begun?.id)).toBeGreaterThan(Number(alias?.id));
    expect((await findConversation(callerWith('viewer'), Number(begun?.id)))?.preview.text).toBe('new');
  });

  it('goes on where it was cut off, and lets nobody in before it is done', async () => {
    const source = await filledInbox();
    const to = await emptyPostgresql();
    await expect(
      moveDatabase({ from: source.url, to }, ({ table }) => {
        if (table === 'Message') throw new Error('cut off');
      }),
    ).rejects.toThrow('cut off');
    await expect(openDatabase(to, { allowUnsafe: true })).rejects.toThrow('did not finish');
    const copied: string[] = [];
    await moveDatabase({ from: source.url, to }, ({ table }) => copied.push(table));
    expect(copied).not.toContain('Delivery');
    await (await openDatabase(to, { allowUnsafe: true })).close();
    expect((await rowsOf(to, 'Message')).length).toBe((await source.rows('Message')).length);
  });

  it('refuses a database that holds something', async () => {
    const source = await filledInbox();
    const to = await emptyPostgresql();
    const other = await openDatabase(to, { allowUnsafe: true });
    await other.write((tx) => tx.setting.create({ data: { key: 'mine', value: '' } }));
    await other.close();
    await expect(moveDatabase({ from: source.url, to }, silent)).rejects.toThrow('not empty');
  });

  it('says which table differs when something was changed on the way', async () => {
    const source = await filledInbox();
    const to = await emptyPostgresql();
    await expect(
      moveDatabase({ from: source.url, to }, ({ table }) => {
        if (table === 'Message') throw new Error('cut off');
      }),
    ).rejects.toThrow('cut off');
    await askPostgresql(to, `UPDATE "Delivery" SET "state" = 'problem' WHERE "id" = 1`);
    await expect(moveDatabase({ from: source.url, to }, silent)).rejects.toThrow(/^Delivery differs/);
  });

  it('is a command that shows how far it is', async () => {
    const source = await filledInbox();
    const to = await emptyPostgresql();
    const command = spawn(process.execPath, ['lib/commands/run.mjs', 'move', '--to', to], {
      env: { ...process.env, DATABASE_URL: source.url, PORT: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    command.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await once(command, 'exit')).toEqual([0, null]);
    expect(said).toContain('Message: 100 %');
    expect(said).toMatch(/Moved \d+ rows in \d+ tables; both sides hold the same/);
    // Nobody had compared the keys of this database before: it takes their check value along.
    const settings = await rowsOf(to, 'Setting');
    expect(settings).toContainEqual({ key: 'keyCheck', value: keyCheck() });
    expect(settings).toEqual(await source.rows('Setting'));
  });
});

async function filledInbox() {
  const source = await openTestDatabase('sqlite');
  await deliverTo(source, [
    sourcePayloads().map((payload) => payload.mo),
    mo({ text: 'a reply that comes first', messageContext: 'asked', timeUtc: '2024-05-06T12:00:00' }),
    mo({ text: 'what it replies to', reference: 'asked', timeUtc: '2024-05-06T11:00:00' }),
    mo({ reference: 'notice', text: '', custom: { deletedMessage: 'gone' } }),
  ]);
  await receiveDelivery(new Uint8Array([0, 1, 2, 250, 255]), null);
  await applyReceived(source);
  return source;
}

async function emptyPostgresql(): Promise<string> {
  const { address } = inject('postgresqlServer');
  const name = `move-${randomUUID()}`;
  await askPostgresql(`${address}postgres`, `CREATE DATABASE "${name}"`);
  return `${address}${name}`;
}
