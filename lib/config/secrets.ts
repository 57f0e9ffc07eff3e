import { createHmac, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { config } from './config';

const made = z.object({
  /** The last part of the webhook's path. */
  webhookSecret: z.string().min(16),
  /** The one before, which is still accepted until somebody retires it. */
  retiringWebhookSecret: z.string().min(16).optional(),
  /** Signs session cookies. */
  sessionKey: z.string().min(32),
  /** Key of the hashes that know a delivery, a message or a reference again without keeping it. */
  recognitionKey: z.string().min(32),
});

type Secrets = z.infer<typeof made>;

let read: { secrets: Secrets; version: string } | undefined;
let own: string | undefined;
let areMade = false;

/** The secrets of this installation, made at the first start and kept in DATA_DIR, readable by its owner only. */
export function secrets(): Secrets {
  read ??= { secrets: readOrMake(secretsFile()), version: versionOf(secretsFile()) };
  return read.secrets;
}

/** Whether this process made the secrets: it is the first start of this installation. */
export function areSecretsNew(): boolean {
  return areMade;
}

/** The secrets that the webhook's path may end in, the current one first; two while rotating, in whichever process. */
export function webhookSecrets(): string[] {
  const given = config().WEBHOOK_SECRET;
  if (given !== undefined) return given;
  if (read !== undefined && read.version !== versionOf(secretsFile())) read = undefined;
  const { webhookSecret, retiringWebhookSecret } = secrets();
  return [webhookSecret, ...(retiringWebhookSecret === undefined ? [] : [retiringWebhookSecret])];
}

/**
 * Makes a new secret for the webhook's path, beside which the old one stays valid; with `retire`, ends the old one's
 * time. It is on disk when this returns, and holds in every process that shares DATA_DIR. Gives false where there is
 * nothing to do: while two are valid already, or only one. The caller sees to it that nobody else does it at the moment.
 */
export function rotateWebhookSecret(step: 'renew' | 'retire'): boolean {
  webhookSecrets();
  const { retiringWebhookSecret, ...current } = secrets();
  if ((step === 'renew') !== (retiringWebhookSecret === undefined)) return false;
  replace(
    secretsFile(),
    step === 'retire' ? current : { ...current, webhookSecret: random(), retiringWebhookSecret: current.webhookSecret },
  );
  read = undefined;
  return true;
}

/** The last part of the path that this installation posts to its own webhook with: samples and imports. */
export function ownWebhookSecret(): string {
  own ??= recognize('own deliveries');
  return own;
}

/** A keyed hash of some texts, in hex: it recognises them, and nobody without the key can guess them from it. */
export function recognize(...parts: (string | Uint8Array)[]): string {
  const hmac = createHmac('sha256', secrets().recognitionKey);
  for (const part of parts) {
    const bytes = Buffer.from(part);
    // The length goes first, so that two lists of parts never run together into the same bytes.
    hmac.update(`${bytes.length.toString()}:`).update(bytes);
  }
  return hmac.digest('hex');
}

function readOrMake(file: string): z.infer<typeof made> {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    areMade = true;
    const fresh = { webhookSecret: random(), sessionKey: random(), recognitionKey: random() };
    const written = `${file}.${random()}`;
    writeFileSync(written, `${JSON.stringify(fresh, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    try {
      // Whole or not at all, and only once, should two processes start at the same moment.
      linkSync(written, file);
    } catch {
      // The other one was first, and its secrets count; or this disk knows no links.
      if (!existsSync(file)) renameSync(written, file);
    }
    rmSync(written, { force: true });
  }
  return made.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function secretsFile(): string {
  return path.join(config().DATA_DIR, 'secrets.json');
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

/** Changes with every replacement of a file. */
function versionOf(file: string): string {
  const { ino, mtimeMs, size } = statSync(file);
  return `${ino.toString()} ${mtimeMs.toString()} ${size.toString()}`;
}

/** Whole or not at all, also when the power goes. */
function replace(file: string, content: Secrets): void {
  const written = `${file}.${random()}`;
  const descriptor = openSync(/* turbopackIgnore: true */ written, 'wx', 0o600);
  writeFileSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(written, file);
}
