import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { config } from '@/lib/config/config';
import { ownWebhookSecret } from '@/lib/config/secrets';
import { database } from '@/lib/db/engine/database';
import { recordAudit } from '@/lib/db/tables/audit';
import { postSamples } from './post-samples';

/** Sends the sample conversations through this server's own webhook, and gives how many messages. Throws `Refusal` `samples_unreachable`. */
export async function sendSamples(caller: Caller, now = new Date()): Promise<number> {
  permit(caller, 'samples.send');
  // They are from other numbers, which a limited account does not see.
  if (caller.scope !== 'all') throw new Refusal('forbidden');
  const { SAMPLE_ORIGIN } = config();
  const sent = await postSamples(`${SAMPLE_ORIGIN}/api/webhooks/cm/${ownWebhookSecret()}`, SAMPLE_ORIGIN, now);
  const outcome = `${sent.toString()} deliveries`;
  await database().write((tx) => recordAudit(tx, caller, { at: now, action: 'samples.sent', outcome }));
  return sent;
}
