// Both engines have the same schema, so the types of one generated client describe both.
export { Prisma } from '@/lib/db/generated/sqlite/client';
export type * from '@/lib/db/generated/sqlite/client';
