import { may, permit, type Caller } from '@/lib/access/caller';
import { config, isLoopback } from '@/lib/config/config';
import { hasConversations } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { lastArrivalIn } from '@/lib/db/tables/messages';
import { lastDeliveryAt } from '@/lib/db/tables/deliveries';
import { readSetting } from '@/lib/db/tables/settings';
import { maskedWebhookAddress } from './see-webhook';

export type Setup = {
  /** Where CM.com has to post to, without the secret that the address ends in; null for who may not see that either. */
  webhookAddress: string | null;
  publicUrl: string;
  /** Why CM.com cannot, or should not, reach the public address. */
  warnings: ('loopback' | 'http')[];
  lastDeliveryAt: string | null;
  hasSamples: boolean;
  hasConversations: boolean;
  /** Null where this installation has no street tiles. */
  streetTiles: { url: string; attribution: string; onForAll: boolean } | null;
  canSend: false;
};

/** What the screens for setting up show. */
export async function readSetup(caller: Caller): Promise<Setup> {
  permit(caller, 'inbox.read');
  const { PUBLIC_URL, TILE_URL, TILE_ATTRIBUTION } = config();
  const { reader } = database();
  const [last, conversations, tilesForAll] = await Promise.all([
    caller.scope === 'all' ? lastDeliveryAt(reader) : lastArrivalIn(reader, caller.scope),
    hasConversations(reader, caller.scope),
    readSetting(reader, 'streetTilesForAll'),
  ]);
  return {
    webhookAddress: may(caller, 'webhook.see') ? maskedWebhookAddress() : null,
    publicUrl: PUBLIC_URL,
    warnings: [
      ...(isLoopback(PUBLIC_URL) ? (['loopback'] as const) : []),
      ...(PUBLIC_URL.startsWith('http:') ? (['http'] as const) : []),
    ],
    lastDeliveryAt: last?.toISOString() ?? null,
    hasSamples: conversations.samples,
    hasConversations: conversations.any,
    streetTiles:
      TILE_URL === null ? null : { url: TILE_URL, attribution: TILE_ATTRIBUTION, onForAll: tilesForAll === 'true' },
    canSend: false,
  };
}
