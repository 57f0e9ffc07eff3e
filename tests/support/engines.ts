import { inject } from 'vitest';

export type Engine = 'sqlite' | 'postgresql';

/** The engine that this file's tests run on: each file that opens a database or starts an Inlet runs once for each. */
export function engine(): Engine {
  return inject('engine');
}
