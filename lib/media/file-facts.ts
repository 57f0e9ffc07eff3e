import * as z from 'zod';

export const fileFacts = z.object({
  type: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  animated: z.boolean(),
  peaks: z.array(z.number().int()).nullable(),
});

/** What the bytes of a file say, without any picture being decoded. Null where they do not say it. */
export type FileFacts = z.infer<typeof fileFacts>;

export const noFacts: FileFacts = {
  type: null,
  width: null,
  height: null,
  durationMs: null,
  animated: false,
  peaks: null,
};
