import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty database file. */
    templateDatabase: string;
  }
}
