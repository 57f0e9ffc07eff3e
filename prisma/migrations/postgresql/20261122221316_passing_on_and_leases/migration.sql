-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "contentType" TEXT;

-- CreateTable
CREATE TABLE "PassingOn" (
    "deliveryId" INTEGER NOT NULL,
    "notices" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMP(3),

    CONSTRAINT "PassingOn_pkey" PRIMARY KEY ("deliveryId")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- AddForeignKey
ALTER TABLE "PassingOn" ADD CONSTRAINT "PassingOn_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
