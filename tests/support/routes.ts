import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

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

/** Every file with a route handler, with its text. */
export function routeFiles(): { route: string; text: string }[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/'));
  return files
    .filter((name) => name.endsWith('/route.ts'))
    .map((name) => ({
      route: `/${name.slice(0, -'/route.ts'.length)}`,
      text: readFileSync(path.join('app', name), 'utf8'),
    }));
}

function readManifest(file: string): string[] {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Object.keys(parsed ?? {});
}
