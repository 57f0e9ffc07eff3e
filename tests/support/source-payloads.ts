import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const sample = z.object({ mo: z.record(z.string(), z.unknown()) });

/** The bodies of CM.com's own page, in its order of kinds: each is one delivery. */
export function sourcePayloads(): { name: string; mo: Record<string, unknown> }[] {
  return readdirSync('tests/samples', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/\d\d-source-document/.test(file))
    .sort()
    .map((file) => ({
      name: file,
      mo: sample.parse(JSON.parse(readFileSync(path.join('tests/samples', file), 'utf8'))).mo,
    }));
}
