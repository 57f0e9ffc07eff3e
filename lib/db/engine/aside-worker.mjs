// A thread that asks SQLite what takes its time, so that nobody waits for it but who asked. Plain JavaScript, for it
// starts without a compiler.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const MOST_STATEMENTS = 100;

const connection = new Sqlite(workerData, { readonly: true });
connection.pragma('busy_timeout = 10000');
const statements = new Map();

parentPort.on('message', ({ id, sql, values }) => {
  try {
    parentPort.postMessage({ id, rows: statementOf(sql).all(values) });
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? error.message : 'unknown' });
  }
});

function statementOf(sql) {
  const known = statements.get(sql);
  if (known) return known;
  if (statements.size >= MOST_STATEMENTS) statements.clear();
  const statement = connection.prepare(sql);
  statements.set(sql, statement);
  return statement;
}
