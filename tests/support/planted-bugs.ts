import { readFileSync } from 'node:fs';
import * as z from 'zod';

const plantedBug = z.object({ name: z.string(), file: z.string(), find: z.string(), replace: z.string() });

export type PlantedBug = z.infer<typeof plantedBug>;

/** Bugs that the simulation must notice: a text of a source file, and what to put in its place. */
export const plantedBugs = z.array(plantedBug).parse(JSON.parse(readFileSync('tests/long/planted-bugs.json', 'utf8')));

/** The source with the bug. Throws when the text to replace is not there exactly once. */
export function plant({ name, file, find, replace }: PlantedBug): string {
  const source = readFileSync(file, 'utf8');
  if (source.split(find).length !== 2)
    throw new Error(`"${name}" no longer fits ${file}: its text must be there once.`);
  return source.replace(find, () => replace);
}
