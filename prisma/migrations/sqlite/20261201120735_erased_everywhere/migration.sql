-- AlterTable
ALTER TABLE "Erasure" ADD COLUMN "referenceHash" TEXT;
ALTER TABLE "Erasure" ADD COLUMN "senderHash" TEXT;

-- CreateIndex
CREATE INDEX "Erasure_referenceHash_idx" ON "Erasure"("referenceHash");
