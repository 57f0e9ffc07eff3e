import { buildIfNeeded } from './build-if-needed';

await buildIfNeeded({ always: true });
