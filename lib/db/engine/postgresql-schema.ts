import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const COPY = 'lib/db/generated/postgresql.prisma';

/** The PostgreSQL copy of `prisma/schema.prisma`: the same models for another provider, its client beside it. */
export function postgresqlSchema(): string {
  return readFileSync('prisma/schema.prisma', 'utf8')
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('../lib/db/generated/sqlite', './postgresql');
}

/** Writes the PostgreSQL copy to where its client is generated from, and gives that path. */
export function writePostgresqlSchema(): string {
  mkdirSync(path.dirname(COPY), { recursive: true });
  writeFileSync(COPY, postgresqlSchema());
  return COPY;
}
