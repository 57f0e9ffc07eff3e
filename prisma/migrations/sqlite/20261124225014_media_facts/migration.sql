-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Media" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "messageId" INTEGER NOT NULL,
    "url" TEXT,
    "host" TEXT,
    "mediaType" TEXT NOT NULL,
    "contentType" TEXT,
    "title" TEXT,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" DATETIME,
    "storedAt" DATETIME,
    "fileName" TEXT,
    "sha256" TEXT,
    "size" INTEGER,
    "storedType" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "durationMs" INTEGER,
    "animated" BOOLEAN NOT NULL DEFAULT false,
    "peaks" TEXT,
    "reason" TEXT,
    "deletingSince" DATETIME,
    "deletingBy" TEXT,
    "deletingUserId" TEXT,
    "deletingUntil" DATETIME,
    "deletionReason" TEXT,
    "deletedAt" DATETIME,
    "deletedBy" TEXT,
    CONSTRAINT "Media_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Media" ("attempts", "contentType", "deletedAt", "deletedBy", "deletingSince", "fileName", "host", "id", "mediaType", "messageId", "nextAttemptAt", "sha256", "size", "state", "storedAt", "storedType", "title", "url") SELECT "attempts", "contentType", "deletedAt", "deletedBy", "deletingSince", "fileName", "host", "id", "mediaType", "messageId", "nextAttemptAt", "sha256", "size", "state", "storedAt", "storedType", "title", "url" FROM "Media";
DROP TABLE "Media";
ALTER TABLE "new_Media" RENAME TO "Media";
CREATE UNIQUE INDEX "Media_messageId_key" ON "Media"("messageId");
CREATE INDEX "Media_state_nextAttemptAt_idx" ON "Media"("state", "nextAttemptAt");
CREATE INDEX "Media_deletingSince_deletingUntil_idx" ON "Media"("deletingSince", "deletingUntil");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
