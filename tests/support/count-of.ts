/** How often a test tries: the number in an environment variable, which `npm run test:long` sets, else the small one given here. */
export function countOf(variable: string, otherwise: number): number {
  const given = Number(process.env[variable] ?? otherwise);
  if (!Number.isSafeInteger(given) || given < 0) throw new Error(`${variable} must be a whole number.`);
  return given;
}
