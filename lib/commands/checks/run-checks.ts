import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { postgresqlSchema } from '@/lib/db/engine/postgresql-schema';
import type { Result } from '@/lib/commands/process/run-node';
import { runTool } from '@/lib/commands/process/run-tool';

type Outcome = { ok: boolean; output: string };

/** The slowest first. */
const CHECKS: Record<string, () => Promise<Outcome>> = {
  lint: async () => output(await runTool('eslint', ['.', '--max-warnings', '0'])),
  types: checkTypes,
  format: async () => output(await runTool('prettier', ['--check', '--log-level', 'warn', '.'])),
  layers: checkLayers,
  'unused code': async () => output(await runTool('knip', ['--no-progress'])),
  'PostgreSQL schema': checkPostgresqlSchema,
};

/** Runs every check of the sources, two at a time, prints a line for each, and counts them. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const waiting = Object.entries(CHECKS);
  let passed = 0;
  let failed = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next;
      const started = performance.now();
      const { ok, output } = await check();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${ok ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (ok) passed += 1;
      else failed += 1;
      if (!ok) console.log(output);
    }
  };
  await Promise.all([work(), work()]);
  return { passed, failed };
}

async function checkTypes(): Promise<Outcome> {
  // The types of the routes' parameters are made from the folders of app/.
  const made = await runTool('next', ['typegen'], { env: { NEXT_TELEMETRY_DISABLED: '1' } });
  return made.ok ? output(await runTool('tsc', ['--noEmit', '--pretty', 'false'])) : output(made);
}

function output({ ok, stdout, stderr }: Result): Outcome {
  return { ok, output: `${stdout}${stderr}`.trim() };
}

const FOLDERS = ['app', 'components', 'lib', 'tests'];

const cruiseSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

async function checkLayers(): Promise<Outcome> {
  const result = await runTool('depcruise', [...FOLDERS, '--config', '.dependency-cruiser.mjs', '-T', 'json']);
  const parsed = cruiseSchema.safeParse(tryJson(result.stdout));
  if (!parsed.success) return { ok: false, output: `${result.stderr}\ndependency-cruiser gave no report.` };

  // With a compiler that it does not know, dependency-cruiser looks at no file and finds nothing wrong.
  const cruised = new Set(parsed.data.modules.map((module) => module.source));
  const missed = (await sourceFiles()).filter((file) => !cruised.has(file));
  const lines = [
    ...parsed.data.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
    ...missed.map((file) => `not looked at: ${file}`),
  ];
  return { ok: result.ok && lines.length === 0, output: lines.join('\n') };
}

async function sourceFiles(): Promise<string[]> {
  const files = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((name) =>
        path.posix.join(folder, name.split(path.sep).join('/')),
      ),
    ),
  );
  return files
    .flat()
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts') && !file.startsWith('lib/db/generated/'))
    .sort();
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function checkPostgresqlSchema(): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-schema-'));
  try {
    const file = path.join(folder, 'schema.prisma');
    await writeFile(file, postgresqlSchema());
    // Validating is WebAssembly; Prisma would download an engine if it saw none, so any executable stands in for it.
    const env = {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      DATABASE_URL: 'postgresql://localhost/inlet',
    };
    return output(await runTool('prisma', ['validate', '--schema', file], { env }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
