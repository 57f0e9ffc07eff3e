-- AlterTable
ALTER TABLE "AuditEntry" ADD COLUMN "address" TEXT;
ALTER TABLE "AuditEntry" ADD COLUMN "hash" TEXT;
ALTER TABLE "AuditEntry" ADD COLUMN "who" TEXT;

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN "blockedAt" DATETIME;

-- CreateTable
CREATE TABLE "AccountNumber" (
    "userId" TEXT NOT NULL,
    "businessNumberId" INTEGER NOT NULL,

    PRIMARY KEY ("userId", "businessNumberId"),
    CONSTRAINT "AccountNumber_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AccountNumber_businessNumberId_fkey" FOREIGN KEY ("businessNumberId") REFERENCES "BusinessNumber" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PasswordLink" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "PasswordLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "allNumbers" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "ApiToken_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiTokenNumber" (
    "tokenId" INTEGER NOT NULL,
    "businessNumberId" INTEGER NOT NULL,

    PRIMARY KEY ("tokenId", "businessNumberId"),
    CONSTRAINT "ApiTokenNumber_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ApiTokenNumber_businessNumberId_fkey" FOREIGN KEY ("businessNumberId") REFERENCES "BusinessNumber" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Limit" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL,
    "until" DATETIME NOT NULL
);

-- AlterTable: added in place, for a rewritten table would have to be dropped, and sessions hang on it.
ALTER TABLE "User" ADD COLUMN "allNumbers" BOOLEAN NOT NULL DEFAULT true;

-- CreateIndex
CREATE INDEX "AccountNumber_businessNumberId_idx" ON "AccountNumber"("businessNumberId");

-- CreateIndex
CREATE INDEX "PasswordLink_userId_idx" ON "PasswordLink"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "ApiToken_createdBy_idx" ON "ApiToken"("createdBy");

-- CreateIndex
CREATE INDEX "ApiTokenNumber_businessNumberId_idx" ON "ApiTokenNumber"("businessNumberId");

-- CreateIndex
CREATE INDEX "Limit_until_idx" ON "Limit"("until");

-- CreateIndex
CREATE INDEX "AuditEntry_userId_id_idx" ON "AuditEntry"("userId", "id");

-- CreateIndex
CREATE INDEX "Customer_blockedAt_idx" ON "Customer"("blockedAt");

-- Entries are added, and given their hash once; nothing else happens to them.
CREATE TRIGGER "AuditEntry_stays" BEFORE UPDATE ON "AuditEntry" WHEN OLD."hash" IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'The audit log is only added to.');
END;

CREATE TRIGGER "AuditEntry_remains" BEFORE DELETE ON "AuditEntry"
BEGIN
    SELECT RAISE(ABORT, 'The audit log is only added to.');
END;
