-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "countedAt" DATETIME;

-- CreateTable
CREATE TABLE "UnseenName" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "what" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "firstAt" DATETIME NOT NULL,
    "lastAt" DATETIME NOT NULL,
    "deliveries" INTEGER NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "UnseenName_what_name_key" ON "UnseenName"("what", "name");
