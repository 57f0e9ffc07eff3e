import { createHmac, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
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
  /** A start has keyed the audit log's head: one that is not keyed was changed by hand (lib/db/tables/audit-chain.ts). */
  auditHeadKeyed: z.literal(true).optional(),
});

type Secrets = z.infer<typeof made>;

type ReadSecrets = { secrets: Secrets; version: string };

declare global {
  // Routes and commands are bundled apart from each other: all of a process use the keys that its database was compared with.
  var inletSecrets: ReadSecrets | undefined;
}

let own: string | undefined;
let areMade = false;

/** The secrets cannot be used: a sentence that names the file and says what to do. */
export class SecretsError extends Error {}

/** The secrets of this installation, kept in DATA_DIR. Throws `SecretsError` when the file is missing or damaged. */
export function secrets(): Secrets {
  globalThis.inletSecrets ??= readSecrets(secretsFile());
  return globalThis.inletSecrets.secrets;
}

/** Where the secrets are: DATA_DIR/secrets.json. */
export function secretsFile(): string {
  return path.join(config().DATA_DIR, 'secrets.json');
}

/** Whether DATA_DIR has secrets, also damaged ones, and a link that leads nowhere. */
export function hasSecrets(): boolean {
  return lstatSync(secretsFile(), { throwIfNoEntry: false }) !== undefined;
}

/**
 * Makes the secrets of a new installation, readable by their owner only, unless there are some. They are on disk when
 * this returns: what is keyed with them must not outlive them. Throws `SecretsError` when they cannot be written.
 */
export function makeSecrets(): void {
  const file = secretsFile();
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    if (!hasSecrets()) {
      const written = writeBeside(file, { webhookSecret: random(), sessionKey: random(), recognitionKey: random() });
      try {
        // A link fails when there is a file, so of two processes that start at the same moment only one makes it.
        linkSync(written, file);
        areMade = true;
      } catch {
        // The other process was first, or this disk has no links.
        if (!hasSecrets()) {
          renameSync(written, file);
          areMade = true;
        }
      }
      rmSync(written, { force: true });
    }
    // Also what another process made a moment ago and has not synced yet.
    syncFolder(path.dirname(file));
  } catch (error) {
    throw new SecretsError(`The keys could not be written to ${file}: ${reasonOf(error)}.`, { cause: error });
  }
}

/** Removes the secrets that this process made, before anything is keyed with them: the database has others. */
export function discardMadeSecrets(): void {
  if (areMade) rmSync(secretsFile(), { force: true });
}

/** A keyed hash of nothing: two installations with the same value have the same key. */
export function keyCheck(): string {
  return recognize('key check');
}

/** Whether this process made the secrets: it is the first start of this installation. */
export function areSecretsNew(): boolean {
  return areMade;
}

/**
 * The secrets that the webhook's path may end in, the current one first; two while rotating, in whichever process. Throws
 * `SecretsError` when the file has been removed or damaged, or has other keys than this process began with.
 */
export function webhookSecrets(): string[] {
  const { webhookSecret, retiringWebhookSecret } = newestSecrets();
  const given = config().WEBHOOK_SECRET;
  if (given !== undefined) return given;
  return [webhookSecret, ...(retiringWebhookSecret === undefined ? [] : [retiringWebhookSecret])];
}

/**
 * Makes a new secret for the webhook's path, beside which the old one stays valid; with `retire`, ends the old one's
 * time. It is on disk when this returns, and holds in every process that shares DATA_DIR. Gives false where there is
 * nothing to do: while two are valid already, or only one. The caller sees to it that nobody else does it at the moment.
 */
export function rotateWebhookSecret(step: 'renew' | 'retire'): boolean {
  const { retiringWebhookSecret, ...current } = newestSecrets();
  if ((step === 'renew') !== (retiringWebhookSecret === undefined)) return false;
  replace(
    secretsFile(),
    step === 'retire' ? current : { ...current, webhookSecret: random(), retiringWebhookSecret: current.webhookSecret },
  );
  return true;
}

/** Whether a start of this installation has keyed the audit log's head, in whichever process. */
export function isAuditHeadKeyed(): boolean {
  return newestSecrets().auditHeadKeyed === true;
}

/** Notes that the audit log's head is keyed, outside the database. The caller sees to it that nobody else writes the file. */
export function noteAuditHeadKeyed(): void {
  if (isAuditHeadKeyed()) return;
  replace(secretsFile(), { ...secrets(), auditHeadKeyed: true });
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

/** The secrets as the file holds them now: another process may have rotated those of the webhook. */
function newestSecrets(): Secrets {
  const { recognitionKey } = secrets();
  const found = readSecrets(secretsFile(), globalThis.inletSecrets);
  if (found.secrets.recognitionKey !== recognitionKey)
    throw new SecretsError(`The keys in ${secretsFile()} have changed while Inlet was running. Put the file back.`);
  globalThis.inletSecrets = found;
  return found.secrets;
}

/** Gives what is known when the file is still the same. */
function readSecrets(file: string, known?: ReadSecrets): ReadSecrets {
  let text: string;
  let version: string;
  try {
    version = versionOf(file);
    if (version === known?.version) return known;
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SecretsError(
      `The keys in ${file} cannot be read: ${reasonOf(error)}. Put the file back from a backup of DATA_DIR.`,
      { cause: error },
    );
  }
  const parsed = made.safeParse(tryJson(text));
  if (parsed.success) return { secrets: parsed.data, version };
  throw new SecretsError(`The keys in ${file} are damaged. Put the file back from a backup of DATA_DIR.`);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'EISDIR') return 'it is a folder';
  return typeof code === 'string' ? code : 'unknown error';
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

/** Changes with every replacement of a file. Throws when there is none. */
function versionOf(file: string): string {
  const { ino, mtimeMs, size } = statSync(file);
  return `${ino.toString()} ${mtimeMs.toString()} ${size.toString()}`;
}

/** Whole or not at all, also when the power goes. */
function replace(file: string, content: Secrets): void {
  renameSync(writeBeside(file, content), file);
  syncFolder(path.dirname(file));
}

/** Writes a file of another name in the same folder, to the disk, and gives its path. */
function writeBeside(file: string, content: Secrets): string {
  const written = `${file}.${random()}`;
  const descriptor = openSync(/* turbopackIgnore: true */ written, 'wx', 0o600);
  try {
    writeFileSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(written, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return written;
}

/** A new name in a folder survives a power cut once the folder is synced. Windows has no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(/* turbopackIgnore: true */ folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
