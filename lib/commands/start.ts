import { buildIfNeeded } from '@/lib/commands/server/build-if-needed';
import { serve } from '@/lib/commands/server/serve';
import { sayWhy } from '@/lib/commands/process/say-why';

await sayWhy(async () => {
  await serve({ dev: false, prepare: buildIfNeeded });
});
