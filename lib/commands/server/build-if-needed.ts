import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];
const STAMP = '.next/sources';

/** Makes the production build, unless there is one of exactly these sources. Throws a sentence when it fails. */
export async function buildIfNeeded({ always = false } = {}): Promise<void> {
  const sources = await hashSources();
  if (!always && existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === sources) return;
  console.log('Building the dashboard (once for each version) …');
  // Types that `next dev` left behind name routes that may be gone.
  await rm('.next/dev', { recursive: true, force: true });
  await rm(STAMP, { force: true });
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const code = await run(process.execPath, [next, 'build']);
  if (code !== 0) throw new Error('The build failed. See the lines above.');
  await writeFile(STAMP, sources);
}

/** What the program is made of, as one hash: the same sources, the same readers. */
export async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await listFiles(source)) hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function listFiles(source: string): Promise<string[]> {
  if (!existsSync(source)) return [];
  if (path.extname(source) !== '') return [source];
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('generated'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function run(program: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
