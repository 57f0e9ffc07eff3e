-- CreateTable
CREATE TABLE "SavedView" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "savedAt" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Conversation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "channel" TEXT NOT NULL,
    "businessNumberId" INTEGER NOT NULL,
    "customerId" INTEGER NOT NULL,
    "lastArrivalId" INTEGER NOT NULL DEFAULT 0,
    "lastMessageId" INTEGER,
    "lastMessageAt" DATETIME NOT NULL,
    "newChat" BOOLEAN NOT NULL DEFAULT false,
    "handledUpTo" INTEGER NOT NULL DEFAULT 0,
    "lastInboundId" INTEGER NOT NULL DEFAULT 0,
    "doneUpTo" INTEGER NOT NULL DEFAULT 0,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "ownerId" INTEGER,
    CONSTRAINT "Conversation_businessNumberId_fkey" FOREIGN KEY ("businessNumberId") REFERENCES "BusinessNumber" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Conversation_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Conversation" ("businessNumberId", "channel", "customerId", "handledUpTo", "id", "lastArrivalId", "lastMessageAt", "lastMessageId", "newChat", "ownerId", "sample") SELECT "businessNumberId", "channel", "customerId", "handledUpTo", "id", "lastArrivalId", "lastMessageAt", "lastMessageId", "newChat", "ownerId", "sample" FROM "Conversation";
DROP TABLE "Conversation";
ALTER TABLE "new_Conversation" RENAME TO "Conversation";
CREATE INDEX "Conversation_customerId_idx" ON "Conversation"("customerId");
CREATE INDEX "Conversation_lastArrivalId_idx" ON "Conversation"("lastArrivalId");
CREATE INDEX "Conversation_newChat_lastArrivalId_idx" ON "Conversation"("newChat", "lastArrivalId");
CREATE UNIQUE INDEX "Conversation_channel_businessNumberId_customerId_key" ON "Conversation"("channel", "businessNumberId", "customerId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "SavedView_userId_idx" ON "SavedView"("userId");

-- CreateIndex
CREATE INDEX "Message_conversationId_direction_erasedAt_id_idx" ON "Message"("conversationId", "direction", "erasedAt", "id");

-- What the messages of today say of it.
UPDATE "Conversation" SET "lastInboundId" = COALESCE((
  SELECT MAX(m."id") FROM "Message" m
  WHERE m."conversationId" = "Conversation"."id" AND m."direction" = 'MO' AND m."erasedAt" IS NULL), 0);
