import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deleteMedia, deleteSeveralMedia } from '@/lib/inbox/media/delete-media';
import { copyFromSource } from '@/lib/media/copy-from-source';
import { deleteAtSource } from '@/lib/media/delete-at-source';
import { callerWith } from './support/callers';
import { countOf, seedOf } from './support/count-of';
import { deliverFiles, runMediaWorker } from './support/deliver-files';
import { makeAuthority } from './support/make-certificate';
import { openTestDatabase } from './support/open-test-database';
import { PUBLIC, startStubNetwork, type StubNetwork } from './support/stub-network';

const MUTATIONS = countOf('ADDRESSES', { few: 500, many: 10_000 });
const SEED = seedOf('ADDRESSES_SEED');
const HOST = 'cdn-1.messaging.cm.com';
const ADDRESS = `https://${HOST}/fileproxy/files/db1c2ad0-4f5a`;
const ROOM = 1024 * 1024;

let network: StubNetwork;
beforeAll(async () => {
  network = await startStubNetwork();
});
afterAll(() => network.stop());
beforeEach(() => {
  for (const list of [network.connects, network.lookups, network.heard]) list.length = 0;
});

/** Both requests that ever go to CM.com's servers. */
const requests: [string, (address: string) => Promise<{ outcome: string }>][] = [
  ['copying', (address) => copyFromSource(address, ROOM)],
  ['deleting', (address) => deleteAtSource(address)],
];

describe.each(requests)('%s', (name, send) => {
  const method = name === 'copying' ? 'GET' : 'DELETE';

  it('asks each of CM.com’s three servers at port 443, with the path as it was stored', async () => {
    for (const host of ['cdn-1', 'cdn-2', 'cdn-3'].map((server) => `${server}.messaging.cm.com`)) {
      await send(`https://${host}/fileproxy/files/A.b_c~d-9`);
      expect(network.heard.splice(0)).toEqual([
        {
          servername: host,
          request: `${method} /fileproxy/files/A.b_c~d-9 HTTP/1.1\r\naccept: */*\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        },
      ]);
      expect(network.connects.splice(0)).toEqual([`${PUBLIC}:443`]);
      expect(network.lookups.splice(0)).toEqual([host]);
    }
  });

  describe('at a server that cannot show who it is', () => {
    afterEach(() => {
      network.certifyWith((host) => network.authority.issue(host));
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    });

    it.each([
      ['from an authority that nobody knows', (host: string) => makeAuthority('Nobody').issue(host)],
      ['for another host', () => network.authority.issue('cdn-1.messaging.cm.com.evil.example')],
      ['that has run out', (host: string) => network.authority.issue(host, { isExpired: true })],
      ['that it made itself', (host: string) => makeAuthority(host)],
    ])('with a certificate %s, asks nothing, whatever the environment says', async (_, certify) => {
      network.certifyWith(certify);
      for (const strictness of ['1', '0']) {
        process.env.NODE_TLS_REJECT_UNAUTHORIZED = strictness;
        expect(await send(ADDRESS)).toMatchObject({ reason: 'no-answer' });
      }
      expect(network.connects).toHaveLength(2);
      expect(network.heard).toEqual([]);
    });
  });

  describe('when a name means something else than before', () => {
    afterEach(() => {
      network.resolveWith(() => [PUBLIC]);
    });

    it('never connects to an address that is not public, however many of them there are', async () => {
      const addresses = [
        ...['127.0.0.1', '127.9.9.9', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
        ...[
          '0.0.0.0',
          '100.64.0.1',
          '192.0.0.8',
          '192.0.2.1',
          '198.18.0.1',
          '198.51.100.7',
          '203.0.113.7',
          '224.0.0.1',
        ],
        ...['240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
        ...['::ffff:93.184.215.14', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', 'fc00::1', 'fd12:3456::1'],
        ...['fe80::1', 'fec0::1', 'ff02::1', '100::1', '2001:db8::1', '2001::1', '2002:7f00:1::', '5f00::1'],
      ];
      for (const address of addresses) {
        network.resolveWith(() => [address]);
        expect(await send(ADDRESS), address).toMatchObject({ reason: 'no-answer' });
      }
      network.resolveWith(() => addresses);
      expect(await send(ADDRESS)).toMatchObject({ reason: 'no-answer' });
      expect(network.lookups).toHaveLength(addresses.length + 1);
      expect(network.connects).toEqual([]);
    });

    it.each([
      [['127.0.0.1', PUBLIC]],
      [[PUBLIC, '10.0.0.1']],
      [['::1', '169.254.169.254', PUBLIC]],
      [['::ffff:127.0.0.1', PUBLIC, 'fd00::1']],
    ])('of %j connects to what is public alone', async (addresses) => {
      network.resolveWith(() => addresses);
      await send(ADDRESS);
      expect(network.connects).toEqual([`${PUBLIC}:443`]);
      expect(network.lookups).toEqual([HOST]);
    });

    it('looks a name up once for each connection, and connects to what that said', async () => {
      const answers = [['10.0.0.1'], [PUBLIC], ['127.0.0.1'], ['2606:2800:21f:cb07::1'], ['::1'], []];
      network.resolveWith(() => answers.shift() ?? []);
      for (let count = 0; count < 6; count += 1) await send(ADDRESS);
      expect(network.lookups).toHaveLength(6);
      expect(network.connects).toEqual([`${PUBLIC}:443`, '2606:2800:21f:cb07::1:443']);
    });
  });

  describe('answered with', () => {
    afterEach(() => {
      network.answerWith(() => 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    });

    it.each(
      [301, 302, 303, 307, 308].flatMap((status) =>
        [
          'https://cdn-2.messaging.cm.com/fileproxy/files/other',
          'http://169.254.169.254/',
          '/fileproxy/files/other',
        ].map((location) => [status, location] as const),
      ),
    )('%i to %s goes nowhere', async (status, location) => {
      network.answerWith(
        () => `HTTP/1.1 ${status.toString()} Elsewhere\r\nLocation: ${location}\r\nConnection: close\r\n\r\n`,
      );
      expect(await send(ADDRESS)).toMatchObject({ reason: 'redirected' });
      expect(network.connects).toHaveLength(1);
    });

    it.each([
      ['nothing', ''],
      ['half a line', 'HTTP/1.1 20'],
      ['half a head', 'HTTP/1.1 204 No Content\r\nDate: Mon'],
      ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nhello'],
      ['nothing but a promise', 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'],
      ['a head without end', `HTTP/1.1 204 No Content\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
      ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ])('%s confirms nothing', async (_, answer) => {
      network.answerWith(() => answer);
      expect(await send(ADDRESS)).toMatchObject({ reason: 'no-answer' });
      expect(network.connects).toHaveLength(1);
    });
  });
});

/** Addresses that look like a file of CM.com and are none, or not in the one spelling that is asked for. */
const forms = [
  `http://${HOST}/fileproxy/files/a`,
  `https://${HOST}:443/fileproxy/files/a`,
  `https://${HOST}:8443/fileproxy/files/a`,
  `https://${HOST}:/fileproxy/files/a`,
  `HTTPS://${HOST}/fileproxy/files/a`,
  'https://CDN-1.messaging.cm.com/fileproxy/files/a',
  `https://${HOST}./fileproxy/files/a`,
  `https://user@${HOST}/fileproxy/files/a`,
  `https://user:secret@${HOST}/fileproxy/files/a`,
  `https://@${HOST}/fileproxy/files/a`,
  `https://${HOST}@evil.example/fileproxy/files/a`,
  `https://${HOST}%40evil.example/fileproxy/files/a`,
  `https://evil.example\\@${HOST}/fileproxy/files/a`,
  `https://evil.example/fileproxy/files/a`,
  `https://${HOST}.evil.example/fileproxy/files/a`,
  `https://evil${HOST}/fileproxy/files/a`,
  'https://cdn-4.messaging.cm.com/fileproxy/files/a',
  'https://cdn-1.messaging.cm.com.:443/fileproxy/files/a',
  'https://messaging.cm.com/fileproxy/files/a',
  'https://cdn-1。messaging.cm.com/fileproxy/files/a',
  'https://cdn-1.messаging.cm.com/fileproxy/files/a',
  'https://cdn-1.messaging.cm.com\u00ad/fileproxy/files/a',
  `https:\\\\${HOST}\\fileproxy\\files\\a`,
  `https:${HOST}/fileproxy/files/a`,
  `https:/${HOST}/fileproxy/files/a`,
  `https:////${HOST}/fileproxy/files/a`,
  `//${HOST}/fileproxy/files/a`,
  ` ${ADDRESS}`,
  `${ADDRESS} `,
  `${ADDRESS}\n`,
  `https://${HOST}/file\tproxy/files/a`,
  `${ADDRESS}?`,
  `${ADDRESS}?x=1`,
  `${ADDRESS}#`,
  `${ADDRESS}#x`,
  `https://${HOST}/fileproxy/files/`,
  `https://${HOST}/fileproxy/files/.`,
  `https://${HOST}/fileproxy/files/..`,
  `https://${HOST}/fileproxy/files/a/`,
  `https://${HOST}/fileproxy/files/a/b`,
  `https://${HOST}/fileproxy//files/a`,
  `https://${HOST}/fileproxy/files/../files/a`,
  `https://${HOST}/fileproxy/files/%2e%2e/a`,
  `https://${HOST}/fileproxy/files/%61`,
  `https://${HOST}/fileproxy/files/a%2fb`,
  `https://${HOST}/fileproxy/files/a%0d%0aHost:%20evil`,
  `https://${HOST}/fileproxy/files/a\r\nHost: evil.example`,
  `https://${HOST}/fileproxy/files/a;b`,
  `https://${HOST}/fileproxy/files/é`,
  `https://${HOST}/fileproxy/files/a\u0000`,
  `https://${HOST}/FILEPROXY/files/a`,
  `https://${HOST}/api/files/a`,
  'https://localhost/fileproxy/files/a',
  'http://127.0.0.1/fileproxy/files/a',
  'https://2130706433/fileproxy/files/a',
  'https://0x7f.1/fileproxy/files/a',
  'https://[::1]/fileproxy/files/a',
  'http://169.254.169.254/fileproxy/files/a',
  'http://localhost:3000/fileproxy/files/a',
  'file:///fileproxy/files/a',
  'ftp://cdn-1.messaging.cm.com/fileproxy/files/a',
  'data:text/plain,a',
  'javascript:alert(1)',
  'blob:https://cdn-1.messaging.cm.com/fileproxy/files/a',
];

it(`${forms.length.toString()} addresses that are almost right are asked for nothing, whatever somebody does with their messages`, async () => {
  const database = await openTestDatabase();
  const operator = callerWith('operator');
  const ids = await deliverFiles(
    database,
    forms.map((url) => ({ url })),
  );
  expect(ids).toHaveLength(forms.length);
  runMediaWorker(database);
  await expect(deleteMedia(operator, ids[0] ?? 0)).rejects.toMatchObject({ code: 'media_not_deletable' });
  const several = await deleteSeveralMedia(operator, ids);
  expect(new Set(several.map(({ outcome }) => outcome))).toEqual(new Set(['not-deletable']));
  const states = await database.reader.media.findMany({ select: { state: true } });
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['blocked']));
  for (const form of forms)
    for (const [, send] of requests) expect(await send(form)).toMatchObject({ reason: 'wrong-server' });
  expect([network.connects, network.lookups]).toEqual([[], []]);
});

it(`of ${MUTATIONS.toString()} addresses that were changed by chance, only exact ones are asked for, as they stand (seed ${SEED.toString()})`, async () => {
  const exact = /^https:\/\/(cdn-[123]\.messaging\.cm\.com)(\/fileproxy\/files\/(?!\.{1,2}$)[A-Za-z0-9._~-]+)$/;
  let asked = 0;
  const check = async (address: string, [name, send]: (typeof requests)[number]) => {
    const result = await send(address);
    const match = exact.exec(address.endsWith('\n') ? '' : address);
    const heard = network.heard.splice(0);
    const connects = network.connects.splice(0);
    if (!match) {
      expect(result).toMatchObject({ reason: 'wrong-server' });
      expect([heard, connects]).toEqual([[], []]);
      return;
    }
    asked += 1;
    const [, host = '', path = ''] = match;
    const line = `${name === 'copying' ? 'GET' : 'DELETE'} ${path} HTTP/1.1\r\n`;
    expect(heard.map(({ servername }) => servername)).toEqual([host]);
    expect(heard[0]?.request.startsWith(line)).toBe(true);
    expect(connects).toEqual([`${PUBLIC}:443`]);
  };
  await fc.assert(fc.asyncProperty(mutatedAddress, fc.constantFrom(...requests), check), {
    seed: SEED,
    numRuns: MUTATIONS,
  });
  // Or the chances were such that nothing was shown.
  expect(asked).toBeGreaterThan(MUTATIONS / 50);
}, 600_000);

const pieces = [
  ...['@', ':', ':443', ':8443', '/', '//', '\\', '/../', '/./', '..', '.', '%2e', '%2f', '%00', '%0d%0a', '?', '#'],
  ...['?x=1', '#x', ' ', '\t', '\n', '\r\n', '\u0000', ';', '&', 'é', '。', '．', '\u200b', '\u00ad', 'а', '%'],
  ...['evil.example', '127.0.0.1', 'user@', 'a', '-', '~', '_', 'A', '0', '[::1]', 'http:', 'cdn-2', 'cdn-4'],
];
const change = fc.record({
  at: fc.nat(80),
  how: fc.constantFrom('insert', 'remove', 'replace', 'turn', 'double', 'encode'),
  piece: fc.constantFrom(...pieces),
});
const mutatedAddress = fc
  .record({
    server: fc.constantFrom('cdn-1', 'cdn-2', 'cdn-3'),
    file: fc.stringMatching(/^[A-Za-z0-9._~-]{1,40}$/),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  })
  .map(({ server, file, changes }) => {
    let address = `https://${server}.messaging.cm.com/fileproxy/files/${file}`;
    for (const { at, how, piece } of changes) {
      const [before, sign, after] = [address.slice(0, at), address.slice(at, at + 1), address.slice(at + 1)];
      if (how === 'insert') address = before + piece + sign + after;
      else if (how === 'remove') address = before + after;
      else if (how === 'replace') address = before + piece + after;
      else if (how === 'double') address = before + sign + sign + after;
      else if (how === 'encode') address = `${before}%${(sign.codePointAt(0) ?? 0).toString(16)}${after}`;
      else address = before + (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase()) + after;
    }
    return address;
  });
