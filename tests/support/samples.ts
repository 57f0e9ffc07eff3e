import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const sampleSchema = z.object({
  mo: z.unknown().optional(),
  body: z.string().optional(),
  base64: z.string().optional(),
  encoding: z.string().optional(),
  expected: z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))]),
  unseen: z.array(z.string()).default([]),
});

export type Sample = {
  /** Folder and file. */
  name: string;
  /** The bytes as CM.com posts them. */
  body: Uint8Array<ArrayBuffer>;
  encoding: string | null;
  /** What each MO in it says. */
  expected: Record<string, unknown>[];
  /** What it holds that no version has known. */
  unseen: string[];
};

/** All samples, each with the bytes to post; see tests/samples/README.md. */
export function listSamples(): Sample[] {
  const folder = 'tests/samples';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const sample = sampleSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
      const body =
        sample.base64 === undefined
          ? new TextEncoder().encode(sample.body ?? JSON.stringify(sample.mo))
          : new Uint8Array(Buffer.from(sample.base64, 'base64'));
      const { encoding = null, expected, unseen } = sample;
      return { name: file.split(path.sep).join('/'), body, encoding, expected: [expected].flat(), unseen };
    });
}
