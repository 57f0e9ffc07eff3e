-- AlterTable
ALTER TABLE "Media" ADD COLUMN     "animated" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "deletingBy" TEXT,
ADD COLUMN     "deletingUntil" TIMESTAMP(3),
ADD COLUMN     "deletingUserId" TEXT,
ADD COLUMN     "deletionReason" TEXT,
ADD COLUMN     "durationMs" INTEGER,
ADD COLUMN     "height" INTEGER,
ADD COLUMN     "peaks" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "width" INTEGER;

-- CreateIndex
CREATE INDEX "Media_deletingSince_deletingUntil_idx" ON "Media"("deletingSince", "deletingUntil");
