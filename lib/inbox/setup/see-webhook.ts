import { permit, type Caller } from '@/lib/access/caller';
import { config } from '@/lib/config/config';
import { webhookSecrets } from '@/lib/config/secrets';
import { database } from '@/lib/db/engine/database';
import { recordAudit } from '@/lib/db/tables/audit';

export type WebhookState = {
  /** The addresses that are accepted, without their secrets, the current one first. */
  addresses: string[];
  /** Whether the secrets can be changed here; otherwise WEBHOOK_SECRET holds them. */
  canRotate: boolean;
  /** Addresses and networks that deliveries may come from; empty: any. */
  allow: string[];
  requiredHeader: string | null;
};

/** How deliveries get in, without any secret. */
export function readWebhook(caller: Caller): WebhookState {
  permit(caller, 'webhook.see');
  const { WEBHOOK_SECRET, WEBHOOK_ALLOW, WEBHOOK_REQUIRED_HEADER } = config();
  return {
    addresses: webhookSecrets().map((secret) => addressOf(mask(secret))),
    canRotate: WEBHOOK_SECRET === undefined,
    allow: WEBHOOK_ALLOW,
    requiredHeader: WEBHOOK_REQUIRED_HEADER?.name ?? null,
  };
}

/** The addresses that CM.com may post to, whole, for the screen of an administrator who asked for them. */
export async function showWebhook(caller: Caller, now = new Date()): Promise<{ addresses: string[] }> {
  permit(caller, 'webhook.see');
  await database().write((tx) => recordAudit(tx, caller, { at: now, action: 'webhook.shown' }));
  return { addresses: webhookSecrets().map(addressOf) };
}

/** The current address without its secret. */
export function maskedWebhookAddress(): string {
  return addressOf(mask(webhookSecrets()[0] ?? ''));
}

/** The first signs of a secret, by which people tell two apart. */
export function mask(secret: string): string {
  return `${secret.slice(0, 4)}…`;
}

function addressOf(secret: string): string {
  return `${config().PUBLIC_URL}/api/webhooks/cm/${secret}`;
}
