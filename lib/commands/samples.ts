import { parseArgs } from 'node:util';
import { config } from '@/lib/config/config';
import { ownWebhookSecret } from '@/lib/config/secrets';
import { postSamples } from '@/lib/inbox/post-samples';
import { sayWhy } from './say-why';

await sayWhy(async () => {
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  const { SAMPLE_ORIGIN } = config();
  const url = values.url ?? `${SAMPLE_ORIGIN}/api/webhooks/cm/${ownWebhookSecret()}`;
  const sent = await postSamples(url, SAMPLE_ORIGIN);
  console.log(`${sent.toString()} sample messages sent.`);
});
