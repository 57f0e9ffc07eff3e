import { readFileSync } from 'node:fs';

/** Every route handler of the build, as Next's own manifest names it: `/api/conversations/[id]`. */
export function builtRoutes(): string[] {
  const manifest = readManifest('.next/server/app-paths-manifest.json');
  return manifest.flatMap((name) => (name.endsWith('/route') ? name.slice(0, -'/route'.length) : [])).sort();
}

/** Every page of the build. */
export function builtPages(): string[] {
  const manifest = readManifest('.next/server/app-paths-manifest.json');
  return manifest
    .flatMap((name) => (name.endsWith('/page') ? name.slice(0, -'/page'.length).replaceAll(/\/\([^)]*\)/g, '') : []))
    .map((name) => name || '/')
    .sort();
}

function readManifest(file: string): string[] {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Object.keys(parsed ?? {});
}
