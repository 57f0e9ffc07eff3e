-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "contentType" TEXT;

-- CreateTable
CREATE TABLE "PassingOn" (
    "deliveryId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "notices" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" DATETIME,
    CONSTRAINT "PassingOn_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" DATETIME NOT NULL
);
