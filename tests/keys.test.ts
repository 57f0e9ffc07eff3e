import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { config } from '@/lib/config/config';
import { makeSecrets, webhookSecrets } from '@/lib/config/secrets';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const file = path.join(config().DATA_DIR, 'secrets.json');
beforeEach(makeSecrets);

/** Lets this process read the file again, as another process does at its start. */
function readAgain(): void {
  webhookSecrets();
}

function withOtherKeys(): () => void {
  const before = readFileSync(file, 'utf8');
  rmSync(file);
  makeSecrets();
  readAgain();
  return () => {
    writeFileSync(`${file}.before`, before);
    renameSync(`${file}.before`, file);
    readAgain();
  };
}

async function databaseWith(body: object | null) {
  const database = await openTestDatabase();
  if (body === null) return database;
  await receiveDelivery(Buffer.from(JSON.stringify(body)), null);
  await applyReceived(database);
  return database;
}

it('a database knows its keys after the first start, and refuses others and none', async () => {
  const database = await databaseWith(null);
  await adoptKeys(database);
  await adoptKeys(database);

  const putBack = withOtherKeys();
  await expect(adoptKeys(database)).rejects.toThrow(/secrets\.json are not those of this database.*Put back/);
  putBack();
  await adoptKeys(database);

  const kept = readFileSync(file);
  rmSync(file);
  await expect(adoptKeys(database)).rejects.toThrow(/The keys of this database are not in DATA_DIR.*Put back/);
  expect(readdirSync(config().DATA_DIR).filter((name) => name.startsWith('secrets'))).toEqual([]);
  writeFileSync(file, kept);
});

it.each([
  ['a message with a reference', mo({ reference: 'a reference', text: 'Hello' })],
  ['a message without one', { ...mo({ text: 'Hello' }), reference: undefined }],
  ['a delivery that could not be read', { no: 'message' }],
])('a database of an earlier version that holds %s is compared with what it holds', async (_name, body) => {
  const database = await databaseWith(body);
  const putBack = withOtherKeys();
  await expect(adoptKeys(database)).rejects.toThrow('are not those of this database');
  expect(await database.rows('Setting')).toEqual([]);
  putBack();
  await adoptKeys(database);
  expect((await database.rows('Setting')).map(({ key }) => key)).toEqual(['keyCheck']);
});

it('a file that is damaged or cannot be read is named, and stays as it is', () => {
  const kept = readFileSync(file, 'utf8');
  for (const broken of ['', '{"webhookSecret": "half a fi', '[]', kept.replace('recognitionKey', 'otherKey')]) {
    writeFileSync(file, broken);
    expect(readAgain, broken).toThrow(`The keys in ${file} are damaged. Put the file back`);
    makeSecrets();
    expect(readFileSync(file, 'utf8')).toBe(broken);
  }
  rmSync(file);
  mkdirSync(file);
  expect(readAgain).toThrow(`The keys in ${file} cannot be read: it is a folder. Put the file back`);
  rmSync(file, { recursive: true });
  expect(existsSync(file)).toBe(false);
});
