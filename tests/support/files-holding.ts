import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files below a folder whose bytes hold a text, in UTF-8 or as JSON escapes it: what a person with the disk would find. */
export function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readIfThere(file);
      return bytes.includes(text) || bytes.includes(JSON.stringify(text).slice(1, -1));
    })
    .map((file) => path.relative(folder, file));
}

/** A database server removes files of its own at any time: what is gone holds nothing. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
