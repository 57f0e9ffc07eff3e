import { buildIfNeeded } from './build-if-needed';
import { sayWhy } from './say-why';

await sayWhy(() => buildIfNeeded({ always: true }));
