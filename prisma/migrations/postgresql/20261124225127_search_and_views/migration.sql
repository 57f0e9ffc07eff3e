-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN     "doneUpTo" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lastInboundId" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "SavedView" (
    "id" SERIAL NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SavedView_userId_idx" ON "SavedView"("userId");

-- CreateIndex
CREATE INDEX "Message_conversationId_direction_erasedAt_id_idx" ON "Message"("conversationId", "direction", "erasedAt", "id");

-- What the messages of today say of it.
UPDATE "Conversation" SET "lastInboundId" = COALESCE((
  SELECT MAX(m."id") FROM "Message" m
  WHERE m."conversationId" = "Conversation"."id" AND m."direction" = 'MO' AND m."erasedAt" IS NULL), 0);

-- Substrings are found by their trigrams (lib/db/search-messages.ts). Prisma's schema has no words for either.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "Message_searchText_trigrams" ON "Message" USING GIN ("searchText" gin_trgm_ops);
