import { createRequire } from 'node:module';
import path from 'node:path';
import { runNode, type Result, type RunOptions } from './run-node';

/** Runs the program of an installed package with this Node: `runTool('eslint', ['.'])`. */
export function runTool(name: string, args: string[], options?: RunOptions): Promise<Result> {
  // Not through npx: that would be a second npm, and it asks the registry for what it does not find.
  const program = createRequire(import.meta.url).resolve(path.resolve('node_modules/.bin', name));
  return runNode([program, ...args], options);
}
