import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { plant, plantedBugs } from './support/planted-bugs';

// `npm run test:long` plants each of them in a copy of the sources and runs the simulation there.
describe('the planted bugs', () => {
  it('are at least ten', () => {
    expect(plantedBugs.length).toBeGreaterThanOrEqual(10);
  });

  it.each(plantedBugs)('$name: fits the sources', (bug) => {
    const { diagnostics } = ts.transpileModule(plant(bug), { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
  });
});
