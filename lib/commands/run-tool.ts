import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

export type ToolResult = { ok: boolean; stdout: string; stderr: string };

/**
 * Runs a program of an installed package with this Node, and waits for its end: `runTool('eslint', ['.'])`. `ok` is
 * whether it ended by itself with code 0. With `inherit`, what it prints goes straight to the terminal.
 */
export function runTool(
  name: string,
  args: string[],
  { env = {}, inherit = false }: { env?: Record<string, string>; inherit?: boolean } = {},
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [programOf(name), ...args], {
      env: { ...process.env, TSX_TSCONFIG_PATH: undefined, ...env },
      stdio: ['ignore', inherit ? 'inherit' : 'pipe', inherit ? 'inherit' : 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => resolve({ ok: false, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, stdout, stderr }));
  });
}

// Not through npx: that would be a second npm, and it may ask the registry for what it does not find.
function programOf(name: string): string {
  return createRequire(import.meta.url).resolve(path.resolve('node_modules/.bin', name));
}
