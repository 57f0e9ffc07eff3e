import { buildIfNeeded } from './build-if-needed';
import { serve } from './serve';
import { sayWhy } from './say-why';

await sayWhy(async () => {
  await serve({ dev: false, prepare: buildIfNeeded });
});
