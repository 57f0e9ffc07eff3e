-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "countedAt" TIMESTAMP(3),
ADD COLUMN     "retriedAt" TIMESTAMP(3),
ADD COLUMN     "retries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "countsAsId" INTEGER,
ADD COLUMN     "numberSentAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN     "ownerId" INTEGER;

-- AlterTable
ALTER TABLE "ConversationAlias" ADD COLUMN     "ownerId" INTEGER;

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "contextSent" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "customerId" INTEGER;

-- CreateTable
CREATE TABLE "UnseenName" (
    "id" SERIAL NOT NULL,
    "what" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "firstAt" TIMESTAMP(3) NOT NULL,
    "lastAt" TIMESTAMP(3) NOT NULL,
    "deliveries" INTEGER NOT NULL,

    CONSTRAINT "UnseenName_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Declaration" (
    "id" SERIAL NOT NULL,
    "customerId" INTEGER NOT NULL,
    "sameAsId" INTEGER NOT NULL,
    "declaredAt" TIMESTAMP(3) NOT NULL,
    "declaredBy" TEXT NOT NULL,
    "undoneAt" TIMESTAMP(3),
    "undoneBy" TEXT,

    CONSTRAINT "Declaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArrivalHour" (
    "hour" INTEGER NOT NULL,
    "deliveries" INTEGER NOT NULL,

    CONSTRAINT "ArrivalHour_pkey" PRIMARY KEY ("hour")
);

-- CreateIndex
CREATE UNIQUE INDEX "UnseenName_what_name_key" ON "UnseenName"("what", "name");

-- CreateIndex
CREATE INDEX "Declaration_customerId_idx" ON "Declaration"("customerId");

-- CreateIndex
CREATE INDEX "Declaration_sameAsId_idx" ON "Declaration"("sameAsId");

-- CreateIndex
CREATE INDEX "Customer_countsAsId_idx" ON "Customer"("countsAsId");

-- CreateIndex
CREATE INDEX "Conversation_customerId_idx" ON "Conversation"("customerId");

-- CreateIndex
CREATE INDEX "Message_customerId_idx" ON "Message"("customerId");

-- AddForeignKey
ALTER TABLE "Declaration" ADD CONSTRAINT "Declaration_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Declaration" ADD CONSTRAINT "Declaration_sameAsId_fkey" FOREIGN KEY ("sameAsId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now, a message's customer was its conversation's.
UPDATE "Message" SET "customerId" = (SELECT "customerId" FROM "Conversation" WHERE "Conversation"."id" = "Message"."conversationId");
UPDATE "Conversation" SET "ownerId" = "customerId";
UPDATE "ConversationAlias" SET "ownerId" = (SELECT "customerId" FROM "Conversation" WHERE "Conversation"."id" = "ConversationAlias"."conversationId");
