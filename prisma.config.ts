import { defineConfig } from 'prisma/config';
import { writePostgresqlSchema } from './lib/db/engine/postgresql-schema';

export default defineConfig({
  schema: process.env.PRISMA_ENGINE === 'postgresql' ? writePostgresqlSchema() : 'prisma/schema.prisma',
});
