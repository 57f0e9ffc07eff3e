-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "countedAt" TIMESTAMP(3);

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

-- CreateIndex
CREATE UNIQUE INDEX "UnseenName_what_name_key" ON "UnseenName"("what", "name");
