import { serve } from './serve';
import { sayWhy } from './say-why';

await sayWhy(async () => {
  await serve({ dev: true, prepare: () => Promise.resolve() });
});
