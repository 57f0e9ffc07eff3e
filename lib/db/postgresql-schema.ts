import { readFileSync } from 'node:fs';

/** The PostgreSQL copy of `prisma/schema.prisma`: the same models, another provider and another place for the client. */
export function postgresqlSchema(): string {
  return readFileSync('prisma/schema.prisma', 'utf8')
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('generated/sqlite', 'generated/postgresql');
}
