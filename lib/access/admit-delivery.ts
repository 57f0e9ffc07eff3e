import { createHash, timingSafeEqual } from 'node:crypto';
import { addressList, type AddressList } from '@/lib/config/address-list';
import { config } from '@/lib/config/config';
import { ownWebhookSecret, webhookSecrets } from '@/lib/config/secrets';
import { CLIENT_ADDRESS_HEADER } from './client-address';

let allowed: AddressList | undefined;

/**
 * Whether a delivery may come in: it knows a secret of the webhook's path, comes from an address of WEBHOOK_ALLOW where
 * there are any, and carries WEBHOOK_REQUIRED_HEADER where there is one. What this installation posts to itself carries
 * a secret of its own, which nobody is ever shown. How long it takes says nothing of a secret.
 */
export function admitsDelivery(secret: string, headers: Headers): boolean {
  const { WEBHOOK_ALLOW, WEBHOOK_REQUIRED_HEADER: required } = config();
  allowed ??= addressList(WEBHOOK_ALLOW);
  const isOwn = isOneOf(secret, [ownWebhookSecret()]);
  const isKnown = isOneOf(secret, webhookSecrets());
  const isFromAllowed = WEBHOOK_ALLOW.length === 0 || allowed.includes(headers.get(CLIENT_ADDRESS_HEADER) ?? '');
  const hasHeader = required === undefined || isOneOf(headers.get(required.name) ?? '', [required.value]);
  return isOwn || (isKnown && isFromAllowed && hasHeader);
}

function isOneOf(given: string, known: string[]): boolean {
  // Hashes have one length, so that the comparison tells nothing of a secret's own.
  const digest = digestOf(given);
  return known.map((secret) => timingSafeEqual(digest, digestOf(secret))).includes(true);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
