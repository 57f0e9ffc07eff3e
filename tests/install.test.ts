import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { runNode } from '@/lib/commands/process/run-node';
import { watchHosts } from '@/lib/commands/checks/watch-hosts';

// The lock may leave out where a package comes from: then it is the registry that npm is set to.
const REGISTRY = 'https://registry.npmjs.org/';

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        optional: z.boolean().default(false),
        os: z.array(z.string()).default([process.platform]),
        cpu: z.array(z.string()).default([process.arch]),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

describe('installing', () => {
  it('takes every package from the npm registry', () => {
    expect(packages.length).toBeGreaterThan(100);
    const strangers = packages.filter(([, { resolved = REGISTRY }]) => !resolved.startsWith(REGISTRY));
    expect(strangers.map(([name]) => name)).toEqual([]);
  });

  it('checks the bytes of every package that is installed here', () => {
    // A package for another platform is named by its version alone when the lock was made where it could not be asked for.
    const here = packages.filter(
      ([, { optional, os, cpu }]) => !optional || (os.includes(process.platform) && cpu.includes(process.arch)),
    );
    expect(here.length).toBeGreaterThan(100);
    expect(here.filter(([, { integrity }]) => integrity === undefined).map(([name]) => name)).toEqual([]);
  });

  it("runs no package's own script, so that nothing else is asked", () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('pins every version', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([]);
  });
});

describe('generating the database client', () => {
  it('asks no host', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'inlet-fresh-'));
    for (const name of ['package.json', 'prisma', 'prisma.config.ts', 'tsconfig.json', 'lib']) {
      cpSync(name, path.join(root, name), { recursive: true, filter: (from) => !from.includes('generated') });
    }
    symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'));
    writeFileSync(path.join(root, 'lib/commands/do-nothing.ts'), "console.log('ready');\n");

    const watch = await watchHosts();
    const { ok, stdout, stderr } = await runNode([path.join(root, 'lib/commands/run.mjs'), 'do-nothing'], {
      env: watch.env,
    });
    expect(stderr).toBe('');
    expect({ ok, stdout }).toEqual({ ok: true, stdout: 'ready\n' });
    expect(readFileSync(path.join(root, 'lib/db/generated/sqlite/client.ts'), 'utf8')).toContain('PrismaClient');
    expect(await watch.hosts()).toEqual([]);
    await watch.stop();
    rmSync(root, { recursive: true });
  }, 60_000);
});
