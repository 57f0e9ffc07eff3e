import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
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
  const release = await lockDatabase(file(data), data, now);
  await expect(lockDatabase(file(data), data, now)).rejects.toThrow(`Another Inlet uses ${data}. Stop it first`);
  await expect(lockDatabase(file(link), other, now)).rejects.toThrow('Another Inlet uses');
  await expect(lockDatabase(file(path.join(other, '..', 'data')), other, now)).rejects.toThrow('Another Inlet uses');
  release();
  (await lockDatabase(file(link), other, now))();
});

it('lets one hold a folder of media, also with a database elsewhere', async () => {
  const [data, elsewhere, third] = [newFolder('media'), newFolder('elsewhere'), newFolder('third')];
  const release = await lockDatabase(file(elsewhere), data, now);
  await expect(lockDatabase(file(third), data, now)).rejects.toThrow(`Another Inlet uses ${data}`);
  // What was refused holds nothing: neither the database that it had locked already.
  (await lockDatabase(file(third), third, now))();
  release();
});

it('waits for one that is stopping', async () => {
  const data = newFolder('waiting');
  const release = await lockDatabase(file(data), data, now);
  const second = lockDatabase(file(data), data);
  release();
  (await second)();
});

it('locks nothing on PostgreSQL, which several servers share', async () => {
  const data = newFolder('shared');
  await lockDatabase('postgresql://localhost/inlet', data, now);
  await lockDatabase('postgresql://localhost/inlet', data, now);
});
