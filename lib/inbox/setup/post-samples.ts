import { Refusal } from '@/lib/access/refusal';
import { sampleDeliveries } from '@/lib/samples/sample-deliveries';

/** Posts the sample conversations to a webhook, as CM.com would, and gives how many. Throws `Refusal` `samples_unreachable`. */
export async function postSamples(webhookUrl: string, mediaOrigin: string, now = new Date()): Promise<number> {
  const deliveries = sampleDeliveries({ now, mediaOrigin });
  for (const delivery of deliveries) {
    const answer = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(delivery),
    }).catch(() => undefined);
    if (answer?.status !== 200) throw new Refusal('samples_unreachable');
  }
  return deliveries.length;
}
