import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { POST } from '@/app/api/webhooks/cm/[secret]/route';
import { config } from '@/lib/config/config';
import { keyCheck, makeSecrets, ownWebhookSecret, rotateWebhookSecret, webhookSecrets } from '@/lib/config/secrets';
import { recordAudit } from '@/lib/db/tables/audit';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { readReadiness } from '@/lib/inbox/setup/read-readiness';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const folder = config().DATA_DIR;
const file = path.join(folder, 'secrets.json');
const secretFiles = () => readdirSync(folder).filter((name) => name.startsWith('secrets'));

let kept: string;
beforeEach(() => {
  kept = readFileSync(file, 'utf8');
});
afterEach(putBack);

function putBack(): void {
  rmSync(file, { recursive: true, force: true });
  writeFileSync(`${file}.before`, kept);
  renameSync(`${file}.before`, file);
  startAnew();
}

/** This process knows no secrets, like one that has just started. */
function startAnew(): void {
  globalThis.inletSecrets = undefined;
}

/** Another DATA_DIR, or one that has lost its file and got another. */
function takeOtherKeys(): void {
  rmSync(file);
  makeSecrets();
}

async function databaseWith(...bodies: unknown[]) {
  const database = await openTestDatabase();
  for (const body of bodies) await receiveDelivery(Buffer.from(JSON.stringify(body)), null);
  await applyReceived(database);
  return database;
}

const settingsOf = async (database: Awaited<ReturnType<typeof databaseWith>>) =>
  (await database.rows('Setting')).map(({ key }) => key);
const withoutReference = { ...mo({ text: 'Hello' }), reference: undefined };
const notice = mo({ reference: 'notice', text: '', custom: { deletedMessage: 'erased' } });

it('a database has its keys from the first start on, and refuses others and none', async () => {
  const database = await databaseWith();
  await adoptKeys(database);
  await adoptKeys(database);

  takeOtherKeys();
  startAnew();
  await expect(adoptKeys(database)).rejects.toThrow(`The keys in ${file} are not those of this database: put back the`);
  putBack();
  await adoptKeys(database);

  rmSync(file);
  startAnew();
  await expect(adoptKeys(database)).rejects.toThrow(
    `${file} is missing: put back the secrets.json that belongs to this`,
  );
  expect(secretFiles()).toEqual([]);
});

it.each([
  ['a message with a reference', [mo({ reference: 'a reference', text: 'Hello' })]],
  ['a message without one', [withoutReference]],
  ['a delivery that could not be read', [{ no: 'message' }]],
])('a database of an earlier version that holds %s is compared with what it holds', async (_name, bodies) => {
  const database = await databaseWith(...bodies);
  takeOtherKeys();
  startAnew();
  await expect(adoptKeys(database)).rejects.toThrow('are not those of this database');
  expect(await settingsOf(database)).toEqual([]);
  putBack();
  await adoptKeys(database);
  expect(await settingsOf(database)).toEqual(['keyCheck']);
});

it.each([
  ['of which everything has been erased', [mo({ reference: 'erased', text: 'Hello' }), notice]],
  [
    'of which a part of a list has been erased',
    [[mo({ reference: 'erased', text: 'Hello' }), withoutReference], notice],
  ],
])('a database of an earlier version %s takes the keys that are there, and gets no new ones', async (_name, bodies) => {
  const database = await databaseWith(...bodies);
  rmSync(file);
  startAnew();
  await expect(adoptKeys(database)).rejects.toThrow('is missing: put back');
  expect(secretFiles()).toEqual([]);
  putBack();
  await adoptKeys(database);
  expect(await settingsOf(database)).toContain('keyCheck');
});

it('a database of an earlier version that has received nothing yet gets no new keys when its audit log has entries', async () => {
  const database = await databaseWith();
  await database.write((tx) => recordAudit(tx, null, { at: new Date(), action: 'account.made' }));
  rmSync(file);
  startAnew();
  await expect(adoptKeys(database)).rejects.toThrow('is missing: put back');
  expect(secretFiles()).toEqual([]);
});

it('of two machines that start on a new database with keys of their own, the second is refused and keeps none', async () => {
  const database = await databaseWith();
  rmSync(file);
  startAnew();
  // The other machine is first with its check value, after this one has looked for it.
  let isFirst = true;
  const behind = {
    ...database,
    write: async <T>(job: Parameters<typeof database.write<T>>[0]) => {
      if (isFirst)
        await database.write((tx) => tx.setting.create({ data: { key: 'keyCheck', value: 'of the other machine' } }));
      isFirst = false;
      return database.write(job);
    },
  };
  await expect(adoptKeys(behind)).rejects.toThrow('are not those of this database');
  expect(secretFiles()).toEqual([]);
});

it('a file that is damaged or cannot be read is named, and stays as it is', () => {
  for (const broken of [
    '',
    '{"webhookSecret": "half a fi',
    '[]',
    kept.replace('recognitionKey', 'otherKey'),
    '\0'.repeat(199),
  ]) {
    writeFileSync(file, broken);
    startAnew();
    expect(keyCheck, broken).toThrow(`The keys in ${file} are damaged. Put the file back`);
    makeSecrets();
    expect(readFileSync(file, 'utf8')).toBe(broken);
  }
  rmSync(file);
  mkdirSync(file);
  expect(keyCheck).toThrow(`The keys in ${file} cannot be read: it is a folder. Put the file back`);
  rmSync(file, { recursive: true });
  symlinkSync('nowhere.json', file);
  makeSecrets();
  expect(keyCheck).toThrow(`The keys in ${file} cannot be read: there is no such file. Put the file back`);
  expect(existsSync(path.join(folder, 'nowhere.json'))).toBe(false);
});

it.each([
  ['replaced by one with other keys', takeOtherKeys],
  ['removed', () => rmSync(file)],
  ['damaged', () => writeFileSync(file, '{')],
])(
  'a process whose file is %s keys nothing with others, acknowledges nothing, and is not ready',
  async (_name, attack) => {
    const database = await databaseWith();
    await adoptKeys(database);
    const check = keyCheck();
    const secret = ownWebhookSecret();
    const deliver = async () => {
      const request = new Request('http://localhost/', { method: 'POST', body: JSON.stringify(mo()) });
      return (await POST(request, { params: Promise.resolve({ secret }) })).status;
    };
    expect(await deliver()).toBe(200);

    attack();
    expect(await deliver()).toBe(503);
    expect(await readReadiness()).toMatchObject({ status: 'not-ready', warnings: ['secrets'] });
    expect(() => rotateWebhookSecret('renew')).toThrow(file);
    expect(keyCheck()).toBe(check);

    rmSync(file, { force: true });
    writeFileSync(file, kept);
    expect(await deliver()).toBe(200);
    expect((await readReadiness()).warnings).not.toContain('secrets');
  },
);

it('rotating the secret of the webhook keeps the keys, and leaves one whole file', () => {
  const [before] = webhookSecrets();
  const check = keyCheck();
  expect(rotateWebhookSecret('renew')).toBe(true);
  expect(webhookSecrets()[1]).toBe(before);
  expect(rotateWebhookSecret('retire')).toBe(true);
  expect(webhookSecrets()).toHaveLength(1);
  startAnew();
  expect(keyCheck()).toBe(check);
  expect(secretFiles()).toEqual(['secrets.json']);
});
