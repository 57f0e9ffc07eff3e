import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lockDatabase } from './lock-database';

const root = mkdtempSync(path.join(tmpdir(), 'inlet-lock-'));
afterAll(() => rmSync(root, { recursive: true }));

function newFolder(name: string): string {
  mkdirSync(path.join(root, name));
  return path.join(root, name);
}

const file = (folder: string, name = 'inlet.db') => `file:${path.join(folder, name)}`;
const now = { patienceMs: 0 };

it('lets one hold a database, by whichever path it is named, until it lets go', async () => {
  const [data, other] = [newFolder('data'), newFolder('other')];
  const link = path.join(root, 'link');
  symlinkSync(data, link);
  const lock = await lockDatabase(file(data), data, now);
  await expect(lockDatabase(file(data), data, now)).rejects.toThrow(`Another Inlet uses ${data}. Stop it first`);
  await expect(lockDatabase(file(link), other, now)).rejects.toThrow('Another Inlet uses');
  await expect(lockDatabase(file(path.join(other, '..', 'data')), other, now)).rejects.toThrow('Another Inlet uses');
  lock.release();
  (await lockDatabase(file(link), other, now)).release();
});

it('lets one hold a folder of media, also with a database elsewhere', async () => {
  const [data, elsewhere, third] = [newFolder('media'), newFolder('elsewhere'), newFolder('third')];
  const lock = await lockDatabase(file(elsewhere), data, now);
  await expect(lockDatabase(file(third), data, now)).rejects.toThrow(`Another Inlet uses ${data}`);
  // What was refused holds nothing: neither the database that it had locked already.
  (await lockDatabase(file(third), third, now)).release();
  lock.release();
});

it('is one lock for a link to the file, also to one that is not there yet', async () => {
  const [data, other] = [newFolder('linked'), newFolder('links')];
  symlinkSync(path.join(data, 'inlet.db'), path.join(other, 'linked.db'));
  const lock = await lockDatabase(file(other, 'linked.db'), other, now);
  await expect(lockDatabase(file(data), data, now)).rejects.toThrow('Another Inlet uses');
  lock.release();
});

it('gives no other process the lock when this one asks for it twice', async () => {
  const data = newFolder('twice');
  const lock = await lockDatabase(file(data), data, now);
  await expect(lockDatabase(file(data), data, now)).rejects.toThrow('Another Inlet uses');
  expect(takeElsewhere(data)).toEqual({ 'inlet.lock': 'SQLITE_BUSY', 'inlet.db-lock': 'SQLITE_BUSY' });
  lock.release();
  expect(takeElsewhere(data)).toEqual({ 'inlet.lock': 'taken', 'inlet.db-lock': 'taken' });
});

/** What another process hears that tries to take each of the locks. */
function takeElsewhere(data: string): unknown {
  const script = `
    const Sqlite = require('better-sqlite3');
    const answers = ['inlet.lock', 'inlet.db-lock'].map((name) => {
      try {
        new Sqlite(require('node:path').join(process.argv[1], name), { timeout: 0 }).exec('BEGIN EXCLUSIVE');
        return [name, 'taken'];
      } catch (error) {
        return [name, error.code];
      }
    });
    console.log(JSON.stringify(Object.fromEntries(answers)));`;
  return JSON.parse(spawnSync(process.execPath, ['-e', script, data], { encoding: 'utf8' }).stdout);
}

it.each(['inlet', 'inlet.db', 'lock', 'data.sqlite'])('locks a database that is called %s', async (name) => {
  const data = newFolder(`called-${name}`);
  const lock = await lockDatabase(file(data, name), data, now);
  await expect(lockDatabase(file(data, name), null, now)).rejects.toThrow('Another Inlet uses');
  lock.release();
});

it('tells who holds it when a lock file is removed', async () => {
  const data = newFolder('removed');
  const lock = await lockDatabase(file(data), data, now);
  let told = 0;
  lock.onLost(() => (told += 1));
  rmSync(path.join(data, 'inlet.db-lock'));
  await expect.poll(() => told).toBe(1);
  lock.release();
});

it('says in a sentence why nothing can be locked', async () => {
  const data = newFolder('sentences');
  const gone = path.join(data, 'gone');
  await expect(lockDatabase(file(gone), data, now)).rejects.toThrow(
    `The database ${gone}/inlet.db could not be opened`,
  );
  await expect(lockDatabase(file(data), gone, now)).rejects.toThrow(
    `The database ${data}/inlet.db could not be opened`,
  );
  writeFileSync(path.join(data, 'inlet.lock'), 'No lock at all. '.repeat(100));
  await expect(lockDatabase(file(data), data, now)).rejects.toThrow('could not be opened');
  // What was refused holds nothing.
  (await lockDatabase(file(data), null, now)).release();
});

it('waits for one that is stopping', async () => {
  const data = newFolder('waiting');
  const lock = await lockDatabase(file(data), data, now);
  const second = lockDatabase(file(data), data);
  lock.release();
  (await second).release();
});

it('locks nothing on PostgreSQL, which several servers share', async () => {
  const data = newFolder('shared');
  await lockDatabase('postgresql://localhost/inlet', data, now);
  await lockDatabase('postgresql://localhost/inlet', data, now);
});
