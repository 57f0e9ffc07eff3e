import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { nodeWarning } from '@/lib/config/node-floor';

const lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** Below these, a hole is known that strangers can use (August 2026). */
const FLOORS = { next: '16.3.3', react: '19.2.8', 'react-dom': '19.2.8', 'better-auth': '1.7.16' };

describe('the lock file', () => {
  it.each(Object.entries(FLOORS))('has %s at %s or later, wherever it is installed', (name, floor) => {
    const { packages } = lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
    const found = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(found).not.toEqual([]);
    for (const [path, { version = '0' }] of found)
      expect(version.localeCompare(floor, 'en', { numeric: true }), `${path} ${version}`).toBeGreaterThanOrEqual(0);
  });
});

describe('a version of Node', () => {
  it.each([
    ['20.20.2', false],
    ['22.22.1', false],
    ['22.22.2', true],
    ['23.9.0', false],
    ['24.14.0', false],
    ['24.14.1', true],
    ['24.21.0', true],
    ['26.0.0', true],
  ])('%s is named at the start unless it is safe', (version, safe) => {
    expect(nodeWarning(version) === null).toBe(safe);
  });
});
