import { parseArgs } from 'node:util';
import { config } from '@/lib/config/config';
import { ownWebhookSecret } from '@/lib/config/secrets';
import { postSamples } from '@/lib/inbox/setup/post-samples';
import { sayWhy } from '@/lib/commands/process/say-why';

await sayWhy(async () => {
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  const { SAMPLE_ORIGIN } = config();
  const url = values.url ?? `${SAMPLE_ORIGIN}/api/webhooks/cm/${ownWebhookSecret()}`;
  const sent = await postSamples(url, filesOf(url, SAMPLE_ORIGIN));
  console.log(`${sent.toString()} sample messages sent.`);
});

/** Where an Inlet at an address looks for the files of samples: at itself, by the address of the machine. */
function filesOf(url: string, ownOrigin: string): string {
  const { hostname, port } = URL.canParse(url) ? new URL(url) : new URL(ownOrigin);
  return hostname === 'localhost' || hostname === '127.0.0.1' ? `http://127.0.0.1:${port}` : ownOrigin;
}
