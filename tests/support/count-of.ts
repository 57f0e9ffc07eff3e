/**
 * How often a test tries: few times in `npm test`, many in `npm run test:long`. An environment variable of this name says
 * otherwise.
 */
export function countOf(name: string, { few, many }: { few: number; many: number }): number {
  const count = Number(process.env[name] ?? (process.env.LONG_TESTS === '1' ? many : few));
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`${name} must be a whole number.`);
  return count;
}

/** The seed of a test's chances: a new one each time, unless an environment variable of this name holds it. Belongs in the test's name. */
export function seedOf(name: string): number {
  return countOf(name, { few: fresh(), many: fresh() });
}

function fresh(): number {
  return Math.floor(Math.random() * 1_000_000_000);
}
