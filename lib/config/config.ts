import { isIP } from 'node:net';
import path from 'node:path';
import * as z from 'zod';
import { isAddressOrNetwork } from './address-list';

const CM_MEDIA_ORIGINS = 'https://cdn-1.messaging.cm.com,https://cdn-2.messaging.cm.com,https://cdn-3.messaging.cm.com';

const list = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const addresses = z.array(z.string().refine(isAddressOrNetwork, 'must be IP addresses or networks'));
const seconds = z.coerce.number().int().min(1).max(600);

const environment = z.object({
  PORT: z.coerce.number('must be a number').int().min(1).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.string().transform(originOf).optional(),
  TRUSTED_PROXIES: z.string().default('').transform(list).pipe(addresses),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((folder) => path.resolve(folder)),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must be a file: or postgresql:// address')
    .optional(),
  ALLOW_UNSAFE_DATABASE: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((value) => value === 'true'),
  WEBHOOK_SECRET: z
    .string()
    .transform(list)
    .pipe(
      z
        .array(z.string().regex(/^[A-Za-z0-9_-]{16,}$/, 'must be at least 16 letters, digits, - or _'))
        .min(1)
        .max(2, 'holds two secrets at most'),
    )
    .optional(),
  WEBHOOK_ALLOW: z.string().default('').transform(list).pipe(addresses),
  WEBHOOK_REQUIRED_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+:\s*\S(.*\S)?$/, 'must be NAME: VALUE')
    .transform((header) => {
      const colon = header.indexOf(':');
      return { name: header.slice(0, colon).toLowerCase(), value: header.slice(colon + 1).trim() };
    })
    .optional(),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').max(128).optional(),
  MEDIA_ORIGINS: z
    .string()
    .default(CM_MEDIA_ORIGINS)
    .transform(list)
    .pipe(z.array(z.string().transform(mediaOriginOf))),
  TILE_URL: z
    .string()
    .regex(/^(none|https?:\/\/[^/\s;,']+\/\S*)$/, 'must be an http or https address, or none')
    .default('https://tile.openstreetmap.org/{z}/{x}/{y}.png')
    .transform((url) => (url === 'none' ? null : url)),
  TILE_ATTRIBUTION: z.string().default('© OpenStreetMap contributors'),
  FORWARD_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  WEBHOOK_DEADLINE_SECONDS: seconds.default(10),
  /** Set by `npm run bench`, which needs a handler that does nothing to measure against. */
  BENCH: z.stringbool('must be true or false').default(false),
});

export type Config = Omit<z.output<typeof environment>, 'PUBLIC_URL' | 'DATABASE_URL'> & {
  PUBLIC_URL: string;
  DATABASE_URL: string;
  /** Where this process serves the sample files from; media may be read from and deleted there too. */
  SAMPLE_ORIGIN: string;
  /** Origins that a browser's change may come from. */
  TRUSTED_ORIGINS: string[];
};

/** A setting that stops the start, as one sentence for a person. */
export class ConfigError extends Error {}

let read: Config | undefined;

/** The settings of this process, read from the environment once. Throws `ConfigError` when one is wrong. */
export function config(): Config {
  read ??= readConfig(process.env);
  return read;
}

/** Reads settings from any environment. Throws `ConfigError` with a sentence for each wrong value. */
export function readConfig(from: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value !== ''));
  const result = environment.safeParse(given);
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map((issue) => `${issue.path[0]?.toString() ?? ''} ${issue.message}.`).join('\n'),
    );
  }
  const settings = result.data;
  if ((settings.ADMIN_EMAIL === undefined) !== (settings.ADMIN_PASSWORD === undefined)) {
    throw new ConfigError('ADMIN_EMAIL and ADMIN_PASSWORD must be set together.');
  }
  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
  return {
    ...settings,
    PUBLIC_URL: publicUrl,
    DATABASE_URL: settings.DATABASE_URL ?? `file:${path.join(settings.DATA_DIR, 'inlet.db')}`,
    SAMPLE_ORIGIN: `http://${sampleHost(settings.HOST)}:${settings.PORT}`,
    TRUSTED_ORIGINS: isLoopback(publicUrl)
      ? [...new Set([publicUrl, `http://localhost:${settings.PORT}`, `http://127.0.0.1:${settings.PORT}`])]
      : [publicUrl],
  };
}

/** Whether an address can only be reached from this machine. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.')
  );
}

function originOf(value: string, context: z.RefinementCtx): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && !url.search)
    return url.origin;
  context.addIssue({ code: 'custom', message: 'must be an http or https address without a path' });
  return z.NEVER;
}

/** A named host must speak https; a literal IP address may speak http, for a stand-in of CM.com's servers. */
function mediaOriginOf(value: string, context: z.RefinementCtx): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const literal = url && isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (url?.origin === value && (url.protocol === 'https:' || (url.protocol === 'http:' && literal))) return value;
  context.addIssue({
    code: 'custom',
    message: 'must be https origins without a path (http only for a literal IP address)',
  });
  return z.NEVER;
}

function sampleHost(host: string): string {
  if (host === '0.0.0.0' || isIP(host) === 0) return '127.0.0.1';
  if (host === '::') return '[::1]';
  return isIP(host) === 6 ? `[${host}]` : host;
}
