/** The oldest versions of Node without known holes that concern a server, by their line (January 2026). */
const FLOORS = [
  [22, 22, 2],
  [24, 14, 1],
] as const;

/** What is to be said of a version of Node: a sentence when it is below its line's floor or its line gets no more fixes, else null. */
export function nodeWarning(version: string): string | null {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const floor = FLOORS.find(([line]) => line === major);
  if (!floor) return major > 24 ? null : `Node ${version} gets no more security fixes. Use Node 24.`;
  const [, floorMinor, floorPatch] = floor;
  if (minor > floorMinor || (minor === floorMinor && patch >= floorPatch)) return null;
  return `Node ${version} has known security holes. Use ${floor.join('.')} or later.`;
}
