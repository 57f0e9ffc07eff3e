import { spawn } from 'node:child_process';

export type Result = { ok: boolean; stdout: string; stderr: string };
export type RunOptions = { env?: Record<string, string>; inherit?: boolean; cwd?: string };

/**
 * Runs Node with these arguments and waits for its end. `ok` is whether it ended by itself with code 0. With `inherit`,
 * what it prints goes straight to the terminal.
 */
export function runNode(args: string[], { env = {}, inherit = false, cwd = '.' }: RunOptions = {}): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
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
