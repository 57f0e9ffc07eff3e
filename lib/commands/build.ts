import { buildIfNeeded } from '@/lib/commands/server/build-if-needed';
import { sayWhy } from '@/lib/commands/process/say-why';

await sayWhy(() => buildIfNeeded({ always: true }));
