import { serve } from '@/lib/commands/server/serve';
import { sayWhy } from '@/lib/commands/process/say-why';

await sayWhy(async () => {
  await serve({ dev: true, prepare: () => Promise.resolve() });
});
