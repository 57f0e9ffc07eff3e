import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key, both as PEM. */
export type Certificate = { cert: string; key: string };

export type Authority = Certificate & { issue: (host: string, options?: { isExpired?: boolean }) => Certificate };

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

/** Makes an authority of its own, which issues certificates for hosts (RFC 5280), so that no key lies among the files. */
export function makeAuthority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = extension(oid(0x55, 0x1d, 0x13), sequence(der(0x01, Buffer.from([0xff]))), true);
  const itself = { issuer: name, subject: name, from: -DAY_MS, until: DAY_MS, publicKey, signedBy: privateKey };
  return {
    ...pem(makeCertificate({ ...itself, extension: isAuthority }), privateKey),
    issue: (host, { isExpired = false } = {}) => {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const forHost = extension(oid(0x55, 0x1d, 0x11), sequence(der(0x82, Buffer.from(host))), false);
      const until = isExpired ? -DAY_MS : DAY_MS;
      const issued = { ...itself, subject: host, from: -2 * DAY_MS, until, publicKey: own.publicKey };
      return pem(makeCertificate({ ...issued, extension: forHost }), own.privateKey);
    },
  };
}

type Wanted = {
  issuer: string;
  subject: string;
  /** Milliseconds from now. */
  from: number;
  until: number;
  publicKey: KeyObject;
  signedBy: KeyObject;
  extension: Buffer;
};

function makeCertificate(wanted: Wanted): Buffer {
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    nameOf(wanted.issuer),
    sequence(time(wanted.from), time(wanted.until)),
    nameOf(wanted.subject),
    wanted.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(wanted.extension)),
  );
  const signature = sign('sha256', toBeSigned, wanted.signedBy);
  return sequence(toBeSigned, ECDSA_WITH_SHA256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

function extension(id: Buffer, value: Buffer, isCritical: boolean): Buffer {
  return sequence(id, ...(isCritical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
}

function nameOf(common: string): Buffer {
  return sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(common)))));
}

function time(fromNow: number): Buffer {
  const digits = new Date(Date.now() + fromNow).toISOString().replace(/\.\d+|[-:T]/g, '');
  return der(0x17, Buffer.from(digits.slice(2)));
}

function oid(...bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

function pem(certificate: Buffer, key: KeyObject): Certificate {
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
