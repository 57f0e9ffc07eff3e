-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "blockedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "AuditEntry" ADD COLUMN     "address" TEXT,
ADD COLUMN     "hash" TEXT,
ADD COLUMN     "who" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "allNumbers" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "AccountNumber" (
    "userId" TEXT NOT NULL,
    "businessNumberId" INTEGER NOT NULL,

    CONSTRAINT "AccountNumber_pkey" PRIMARY KEY ("userId","businessNumberId")
);

-- CreateTable
CREATE TABLE "PasswordLink" (
    "hash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PasswordLink_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "allNumbers" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "lastUsedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiTokenNumber" (
    "tokenId" INTEGER NOT NULL,
    "businessNumberId" INTEGER NOT NULL,

    CONSTRAINT "ApiTokenNumber_pkey" PRIMARY KEY ("tokenId","businessNumberId")
);

-- CreateTable
CREATE TABLE "Limit" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Limit_pkey" PRIMARY KEY ("key")
);

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
CREATE INDEX "Customer_blockedAt_idx" ON "Customer"("blockedAt");

-- CreateIndex
CREATE INDEX "AuditEntry_userId_id_idx" ON "AuditEntry"("userId", "id");

-- AddForeignKey
ALTER TABLE "AccountNumber" ADD CONSTRAINT "AccountNumber_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountNumber" ADD CONSTRAINT "AccountNumber_businessNumberId_fkey" FOREIGN KEY ("businessNumberId") REFERENCES "BusinessNumber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiTokenNumber" ADD CONSTRAINT "ApiTokenNumber_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiTokenNumber" ADD CONSTRAINT "ApiTokenNumber_businessNumberId_fkey" FOREIGN KEY ("businessNumberId") REFERENCES "BusinessNumber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Entries are added, and given their hash once. Nothing else happens to them. (Prisma splits this file at each semicolon,
-- so those of the function are written as \x3b.)
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS
    E'BEGIN RAISE EXCEPTION ''The audit log is only added to.''\x3b END\x3b';

CREATE TRIGGER "AuditEntry_stays" BEFORE UPDATE ON "AuditEntry"
    FOR EACH ROW WHEN (OLD."hash" IS NOT NULL) EXECUTE FUNCTION "refuse_audit_change"();

CREATE TRIGGER "AuditEntry_remains" BEFORE DELETE ON "AuditEntry"
    FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();

CREATE TRIGGER "AuditEntry_is_not_emptied" BEFORE TRUNCATE ON "AuditEntry"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
