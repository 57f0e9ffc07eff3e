import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaClient as PostgresqlClient } from '@/lib/db/generated/postgresql/client';
import { PrismaClient } from '@/lib/db/generated/sqlite/client';

/** A Prisma client on an adapter. Both engines have one schema, so the SQLite client's type stands for both clients. */
export function openClient(adapter: SqlDriverAdapterFactory): PrismaClient {
  if (adapter.provider === 'sqlite') return new PrismaClient({ adapter });
  return new PostgresqlClient({ adapter }) as unknown as PrismaClient;
}
