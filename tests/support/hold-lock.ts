import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type HeldLock = {
  /** Ends the other process, if it has not ended by itself, and waits until it is gone. */
  release: () => Promise<void>;
};

/**
 * Lets another process open a transaction on a SQLite file and keep it: `BEGIN IMMEDIATE` locks out writers, a read keeps
 * an old state alive. It goes by itself after so many milliseconds, since a writer that waits for it stands still.
 */
export async function holdLock(file: string, statements: string, milliseconds: number): Promise<HeldLock> {
  const script = `
    const [file, statements, milliseconds] = process.argv.slice(1);
    const connection = new (require('better-sqlite3'))(file);
    for (const sql of statements.split(';')) {
      const statement = connection.prepare(sql);
      if (statement.reader) statement.all();
      else statement.run();
    }
    setTimeout(() => connection.exec('COMMIT'), Number(milliseconds));
    console.log('held');`;
  const child = spawn(process.execPath, ['-e', script, file, statements, milliseconds.toString()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    release: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
