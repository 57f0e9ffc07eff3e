import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { config } from '@/lib/config/config';
import { rotateWebhookSecret } from '@/lib/config/secrets';
import { database } from '@/lib/db/engine/database';
import { recordAudit } from '@/lib/db/tables/audit';

/**
 * Gives the webhook a new address beside the old one (`renew`), or stops accepting the old one (`retire`). Throws
 * `Refusal` `webhook_not_rotatable` when the environment holds the secret, or when there is nothing to renew or retire.
 */
export async function rotateWebhook(caller: Caller, step: 'renew' | 'retire', now = new Date()): Promise<void> {
  permit(caller, 'settings.change');
  if (config().WEBHOOK_SECRET !== undefined) throw new Refusal('webhook_not_rotatable');
  // Transactions follow one another in all processes together, and so do the changes of the file.
  await database().write(async (tx) => {
    await recordAudit(tx, caller, {
      at: now,
      action: `webhook.${step === 'renew' ? 'renewed' : 'retired'}`,
    });
    if (!rotateWebhookSecret(step)) throw new Refusal('webhook_not_rotatable');
  });
}
