import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { config } from '@/lib/config/config';
import { isAuditHeadKeyed, secrets } from '@/lib/config/secrets';
import { recordAudit } from '@/lib/db/tables/audit';
import { keyAuditLog, readAuditHead, readNotedHead, verifyAudit, writtenHead } from '@/lib/db/tables/audit-chain';
import { callerWith } from './support/callers';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const admin = callerWith('admin');
const HEAD = { key: 'auditHead' };

// Each test begins with an installation that no start has seen.
afterEach(() => {
  const file = path.join(config().DATA_DIR, 'secrets.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/,\s*"auditHeadKeyed": true/, ''));
});

/** Adds entries, each in a transaction of its own. */
async function add(database: TestDatabase, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await database.write((tx) => recordAudit(tx, admin, { at: new Date(), action: 'act', subject: index.toString() }));
}

async function brokenIn(database: TestDatabase) {
  return (await verifyAudit(database.reader)).broken;
}

async function storedHead(database: TestDatabase): Promise<string> {
  return (await database.reader.setting.findUniqueOrThrow({ where: HEAD })).value;
}

const setHead = (database: TestDatabase, value: string) =>
  database.writer.setting.upsert({ where: HEAD, create: { ...HEAD, value }, update: { value } });

/** What only the owner of the database can do: removes all entries but the first ones, and gives the last of those. */
async function cutAfter(database: TestDatabase, kept: number) {
  await dropTriggers(database);
  const rows = await database.reader.auditEntry.findMany({ orderBy: { id: 'asc' } });
  await database.writer.auditEntry.deleteMany({ where: { id: { in: rows.slice(kept).map(({ id }) => id) } } });
  return rows[kept - 1];
}

async function dropTriggers({ engine, writer }: TestDatabase): Promise<void> {
  for (const name of ['AuditEntry_stays', 'AuditEntry_remains'])
    await writer.$executeRawUnsafe(`DROP TRIGGER "${name}"${engine === 'postgresql' ? ' ON "AuditEntry"' : ''}`);
}

const addAccount = ({ writer }: TestDatabase) =>
  writer.user.create({ data: { id: 'ada', name: 'Ada', email: 'ada@example.com' } });

describe('the audit log', () => {
  it('refuses to be changed, and a change that is made all the same is found, whichever column it is in', async () => {
    const database = await openTestDatabase();
    await add(database, 5);
    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 5, broken: null });
    const third = (await database.reader.auditEntry.findMany({ orderBy: { id: 'asc' } }))[2];
    const where = { id: third?.id ?? 0 };
    for (const change of [`UPDATE "AuditEntry" SET "subject" = 'another'`, 'DELETE FROM "AuditEntry"'])
      await expect(database.writer.$executeRawUnsafe(change)).rejects.toThrow(/only added to/);

    await dropTriggers(database);
    for (const data of [
      { at: new Date(0) },
      { userId: 'another' },
      { who: 'another' },
      { address: '203.0.113.9' },
      { action: 'another' },
      { subject: null },
      { outcome: 'another' },
      { hash: null },
      { hash: '0'.repeat(64) },
    ]) {
      await database.writer.auditEntry.update({ where, data });
      expect([data, await verifyAudit(database.reader)]).toEqual([
        data,
        expect.objectContaining({ entries: 2, broken: where.id }),
      ]);
      await database.writer.auditEntry.update({ where, data: { ...third } });
    }
    await database.writer.auditEntry.delete({ where });
    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 2, broken: where.id + 1 });
  });

  it('is verified while entries are added', async () => {
    const database = await openTestDatabase();
    await add(database, 3);
    const adding = add(database, 40);
    const found = new Set<unknown>();
    for (let index = 0; index < 20; index += 1) {
      found.add(await brokenIn(database));
      found.add((await readAuditHead(database.reader)) === null ? 'no head' : null);
    }
    await adding;
    expect(found).toEqual(new Set([null]));
  });
});

describe('an audit log whose last entries are cut off', () => {
  const forgeries: [string, (last: { hash: string | null } | undefined, head: string) => string | null][] = [
    ['left as it was', (_last, head) => head],
    ['set to the hash of the last entry left, as versions before stored it', (last) => last?.hash ?? ''],
    ['set to the number of entries left and their last hash', (last) => `3:${last?.hash ?? ''}`],
    ['set to the number of entries left', (_last, head) => head.replace(/^\d+/, '3')],
    ['set to what a broken log is marked with', () => `3:${'0'.repeat(64)}`],
    ['removed', () => null],
  ];

  it.each(forgeries)('is found out with its head %s, and is for good when entries follow', async (_how, forge) => {
    const database = await openTestDatabase();
    await keyAuditLog(database);
    await addAccount(database);
    await add(database, 5);
    const last = await cutAfter(database, 3);
    const forged = forge(last, await storedHead(database));
    if (forged === null) await database.writer.setting.delete({ where: HEAD });
    else await setHead(database, forged);

    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 3, broken: 'end' });
    expect(await readAuditHead(database.reader)).toBeNull();
    await keyAuditLog(database);
    expect(await brokenIn(database)).toBe('end');
    await add(database, 2);
    const next = (await database.reader.auditEntry.findMany({ orderBy: { id: 'asc' } }))[3];
    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 3, broken: next?.id });
    await keyAuditLog(database);
    expect(await brokenIn(database)).toBe(next?.id);
  });

  it('is found out when nothing is left of it', async () => {
    const database = await openTestDatabase();
    await keyAuditLog(database);
    await addAccount(database);
    await add(database, 2);
    await cutAfter(database, 0);
    await database.writer.setting.delete({ where: HEAD });
    expect(await brokenIn(database)).toBe('end');
    await add(database, 1);
    expect(await brokenIn(database)).toBeTypeOf('number');
  });

  it('with a head of that time is found out by the head that somebody noted', async () => {
    const database = await openTestDatabase();
    await keyAuditLog(database);
    await add(database, 3);
    const old = await storedHead(database);
    await add(database, 2);
    const noted = await notedIn(database);
    await cutAfter(database, 3);
    await setHead(database, old);
    expect(await verifyAudit(database.reader, noted)).toMatchObject({ entries: 3, broken: null, noted: 'missing' });
    // Also when as many others follow.
    await add(database, 2);
    expect(await verifyAudit(database.reader, noted)).toMatchObject({ entries: 5, broken: null, noted: 'other' });
  });
});

async function notedIn({ reader }: TestDatabase) {
  const head = await readAuditHead(reader);
  const noted = head && readNotedHead(` ${writtenHead(head).toUpperCase()}\n`);
  if (noted === null) throw new Error('There is no head.');
  return noted;
}

describe('a head that somebody noted', () => {
  it('is the end of the log, and contained in it when it has grown', async () => {
    const database = await openTestDatabase();
    await keyAuditLog(database);
    const empty = await notedIn(database);
    expect(empty.entries).toBe(0);
    await add(database, 3);
    const noted = await notedIn(database);
    expect(writtenHead((await verifyAudit(database.reader)).head)).toBe(`3:${noted.code}`);
    const compared = async (head = noted) => (await verifyAudit(database.reader, head)).noted;
    expect(await compared()).toBe('same');
    await add(database, 2);
    expect(await compared()).toBe('grown');
    expect(await compared(empty)).toBe('grown');
    expect(await compared({ ...noted, entries: 4 })).toBe('other');
    expect(await compared({ ...noted, entries: 6 })).toBe('missing');
    expect((await verifyAudit(database.reader)).noted).toBeNull();
    await dropTriggers(database);
    await database.writer.auditEntry.updateMany({ data: { who: 'another' } });
    expect(await compared()).toBe('unreached');
  });

  it('is of another log when the entries are others', async () => {
    const database = await openTestDatabase();
    await add(database, 1);
    const noted = await notedIn(database);
    const other = await openTestDatabase();
    await add(other, 1);
    expect((await verifyAudit(other.reader, noted)).noted).toBe('other');
  });

  it.each(['', '12', '12:', 'x:0123456789abcdef', '12:0123456789abcde', '12:0123456789abcdefa', '-1:0123456789abcdef'])(
    'is none when it is %j',
    (text) => {
      expect(readNotedHead(text)).toBeNull();
    },
  );
});

describe('an audit log of a version that did not key its head', () => {
  const act = { at: new Date('2026-01-01T00:00:00.123Z'), userId: 'somebody', who: null, address: null };
  const OLD = ['media.delete', 'samples.sent', 'sign-in'].map((action) => ({
    ...{ ...act, action, subject: null, outcome: null },
  }));

  /** Entries as such a version wrote them: each linked to the hash before it, the last hash stored as the head. */
  async function openOld() {
    const database = await openTestDatabase();
    await addAccount(database);
    let hash = 'beginning';
    for (const entry of OLD) {
      const { at, userId, who, address, action, subject, outcome } = entry;
      const text = JSON.stringify([hash, at.toISOString(), userId, who, address, action, subject, outcome]);
      hash = createHmac('sha256', secrets().recognitionKey).update(text).digest('hex');
      await database.writer.auditEntry.create({ data: { ...entry, hash } });
    }
    await setHead(database, hash);
    return database;
  }

  it('is keyed by the next start', async () => {
    const database = await openOld();
    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 3, broken: null });
    await keyAuditLog(database);
    expect(isAuditHeadKeyed()).toBe(true);
    expect(await storedHead(database)).toMatch(/^3:[0-9a-f]{64}$/);
    await add(database, 2);
    await keyAuditLog(database);
    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 5, broken: null });
  });

  it('is keyed by the next entry, of a command before any start', async () => {
    const database = await openOld();
    await add(database, 2);
    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 5, broken: null });
    expect(isAuditHeadKeyed()).toBe(false);
  });

  it('stays broken when it was changed before that', async () => {
    for (const change of [
      async (database: TestDatabase) => await cutAfter(database, 2),
      async (database: TestDatabase) => await database.writer.setting.delete({ where: HEAD }),
      async (database: TestDatabase) => {
        await dropTriggers(database);
        await database.writer.auditEntry.updateMany({ where: { action: 'sign-in' }, data: { who: 'another' } });
      },
    ]) {
      const database = await openOld();
      await change(database);
      expect(await brokenIn(database)).not.toBeNull();
      await keyAuditLog(database);
      expect(await brokenIn(database)).not.toBeNull();
      await add(database, 2);
      expect(await brokenIn(database)).not.toBeNull();
      await database.remove();
    }
  });

  it('is not what a log was turned back to that had been keyed already', async () => {
    const database = await openOld();
    const oldHead = await storedHead(database);
    await keyAuditLog(database);
    await add(database, 2);
    await cutAfter(database, 3);
    await setHead(database, oldHead);
    expect(await verifyAudit(database.reader)).toMatchObject({ entries: 3, broken: 'end' });
    await keyAuditLog(database);
    await add(database, 1);
    expect(await brokenIn(database)).not.toBeNull();
  });

  it('takes in entries from before there was a chain, unless the log has been keyed already', async () => {
    const unlinked = async () => {
      const database = await openTestDatabase();
      await addAccount(database);
      await database.writer.auditEntry.createMany({ data: OLD });
      await keyAuditLog(database);
      await add(database, 1);
      return verifyAudit(database.reader);
    };
    expect(await unlinked()).toMatchObject({ entries: 4, broken: null });
    expect(await unlinked()).toMatchObject({ entries: 0 });
    expect((await unlinked()).broken).not.toBeNull();
  });
});

it('a new database beside keys that have seen another one is no broken log', async () => {
  await keyAuditLog(await openTestDatabase());
  const database = await openTestDatabase();
  expect(await brokenIn(database)).toBeNull();
  await keyAuditLog(database);
  await add(database, 1);
  expect(await verifyAudit(database.reader)).toMatchObject({ entries: 1, broken: null });
});

describe('npm run doctor', () => {
  /** The lines about the audit log. */
  async function runDoctor({ url }: TestDatabase, ...rest: string[]) {
    const command = spawn(process.execPath, ['lib/commands/run.mjs', 'doctor', ...rest], {
      env: { ...process.env, DATABASE_URL: url, ALLOW_UNSAFE_DATABASE: 'true' },
    });
    let said = '';
    for (const output of [command.stdout, command.stderr])
      output.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(command, 'close');
    return said.split('\n').filter((line) => /audit/i.test(line));
  }

  it('shows the head of the log and compares it with one that was noted', async () => {
    const database = await openTestDatabase();
    await add(database, 3);
    const noted = writtenHead((await verifyAudit(database.reader)).head);
    await add(database, 1);
    const now = writtenHead((await verifyAudit(database.reader)).head);
    expect(await runDoctor(database, '--audit-head', noted)).toEqual([
      `✓ Audit log (4 entries hold, head ${now})`,
      `✓ Noted audit head ${noted}: the log contains it and has grown by 1 entries`,
    ]);
    await cutAfter(database, 2);
    expect(await runDoctor(database, '--audit-head', noted)).toEqual([
      '✗ Audit log (2 entries hold): later entries have been removed, or the head has been changed.',
      `✗ Noted audit head ${noted}: 1 entries are missing: the log has only 2.`,
    ]);
  });
});
