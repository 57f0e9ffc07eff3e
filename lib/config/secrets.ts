import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { config } from './config';

const made = z.object({
  /** The last part of the webhook's path. */
  webhookSecret: z.string().min(16),
  /** Signs session cookies. */
  sessionKey: z.string().min(32),
  /** Key of the hashes that know a delivery, a message or a reference again without keeping it. */
  recognitionKey: z.string().min(32),
});

let read: z.infer<typeof made> | undefined;

/** The secrets of this installation, made at the first start and kept in DATA_DIR, readable by its owner only. */
export function secrets(): z.infer<typeof made> {
  read ??= readOrMake(path.join(config().DATA_DIR, 'secrets.json'));
  return read;
}

/** The secrets that the webhook's path may end in; two while rotating. */
export function webhookSecrets(): string[] {
  return config().WEBHOOK_SECRET ?? [secrets().webhookSecret];
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
  const random = () => randomBytes(32).toString('base64url');
  if (!existsSync(file)) {
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
