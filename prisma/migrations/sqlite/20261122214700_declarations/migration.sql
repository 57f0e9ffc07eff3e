-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN "ownerId" INTEGER;

-- AlterTable
ALTER TABLE "ConversationAlias" ADD COLUMN "ownerId" INTEGER;

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN "countsAsId" INTEGER;
ALTER TABLE "Customer" ADD COLUMN "numberSentAt" DATETIME;

-- CreateTable
CREATE TABLE "Declaration" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "customerId" INTEGER NOT NULL,
    "sameAsId" INTEGER NOT NULL,
    "declaredAt" DATETIME NOT NULL,
    "declaredBy" TEXT NOT NULL,
    "undoneAt" DATETIME,
    "undoneBy" TEXT,
    CONSTRAINT "Declaration_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Declaration_sameAsId_fkey" FOREIGN KEY ("sameAsId") REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ArrivalHour" (
    "hour" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "deliveries" INTEGER NOT NULL
);

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "retriedAt" DATETIME;
ALTER TABLE "Delivery" ADD COLUMN "retries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Message" ADD COLUMN "contextSent" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "Message" ADD COLUMN "customerId" INTEGER;

-- CreateIndex
CREATE INDEX "Message_customerId_idx" ON "Message"("customerId");

-- CreateIndex
CREATE INDEX "Conversation_customerId_idx" ON "Conversation"("customerId");

-- CreateIndex
CREATE INDEX "Declaration_customerId_idx" ON "Declaration"("customerId");

-- CreateIndex
CREATE INDEX "Declaration_sameAsId_idx" ON "Declaration"("sameAsId");

-- CreateIndex
CREATE INDEX "Customer_countsAsId_idx" ON "Customer"("countsAsId");

-- Until now, a message's customer was its conversation's.
UPDATE "Message" SET "customerId" = (SELECT "customerId" FROM "Conversation" WHERE "Conversation"."id" = "Message"."conversationId");
UPDATE "Conversation" SET "ownerId" = "customerId";
UPDATE "ConversationAlias" SET "ownerId" = (SELECT "customerId" FROM "Conversation" WHERE "Conversation"."id" = "ConversationAlias"."conversationId");
