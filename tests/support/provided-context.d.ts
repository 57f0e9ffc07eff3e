import 'vitest';
import type { Engine } from './engines';

declare module 'vitest' {
  export interface ProvidedContext {
    engine: Engine;
    /** A migrated SQLite file. */
    sqliteTemplate: string;
    /** The server's address up to a database's name (`template` is a migrated one), and its files. */
    postgresqlServer: { address: string; folder: string };
  }
}
