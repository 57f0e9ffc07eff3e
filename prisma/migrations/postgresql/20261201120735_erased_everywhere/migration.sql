-- AlterTable
ALTER TABLE "Erasure" ADD COLUMN     "referenceHash" TEXT,
ADD COLUMN     "senderHash" TEXT;

-- CreateIndex
CREATE INDEX "Erasure_referenceHash_idx" ON "Erasure"("referenceHash");

-- What is known of a column for planning holds values of it: of what customers said, for as long as nobody looks again.
-- So nothing is collected of such columns (tests/statistics.postgresql.test.ts finds new ones), and what has been
-- collected goes: to give a column the type that it has removes it, and changes nothing else.

ALTER TABLE "AuditEntry"
    ALTER COLUMN "address" TYPE TEXT, ALTER COLUMN "address" SET STATISTICS 0,
    ALTER COLUMN "outcome" TYPE TEXT, ALTER COLUMN "outcome" SET STATISTICS 0,
    ALTER COLUMN "subject" TYPE TEXT, ALTER COLUMN "subject" SET STATISTICS 0,
    ALTER COLUMN "who" TYPE TEXT, ALTER COLUMN "who" SET STATISTICS 0;

ALTER TABLE "BusinessNumber"
    ALTER COLUMN "label" TYPE TEXT, ALTER COLUMN "label" SET STATISTICS 0,
    ALTER COLUMN "number" TYPE TEXT, ALTER COLUMN "number" SET STATISTICS 0;

ALTER TABLE "Conversation"
    ALTER COLUMN "channel" TYPE TEXT, ALTER COLUMN "channel" SET STATISTICS 0;

ALTER TABLE "Customer"
    ALTER COLUMN "name" TYPE TEXT, ALTER COLUMN "name" SET STATISTICS 0,
    ALTER COLUMN "number" TYPE TEXT, ALTER COLUMN "number" SET STATISTICS 0,
    ALTER COLUMN "searchText" TYPE TEXT, ALTER COLUMN "searchText" SET STATISTICS 0;

ALTER TABLE "CustomerKey"
    ALTER COLUMN "key" TYPE TEXT, ALTER COLUMN "key" SET STATISTICS 0;

ALTER TABLE "Delivery"
    ALTER COLUMN "body" TYPE BYTEA, ALTER COLUMN "body" SET STATISTICS 0,
    ALTER COLUMN "contentType" TYPE TEXT, ALTER COLUMN "contentType" SET STATISTICS 0,
    ALTER COLUMN "encoding" TYPE TEXT, ALTER COLUMN "encoding" SET STATISTICS 0;

ALTER TABLE "Media"
    ALTER COLUMN "contentType" TYPE TEXT, ALTER COLUMN "contentType" SET STATISTICS 0,
    ALTER COLUMN "deletedBy" TYPE TEXT, ALTER COLUMN "deletedBy" SET STATISTICS 0,
    ALTER COLUMN "deletingBy" TYPE TEXT, ALTER COLUMN "deletingBy" SET STATISTICS 0,
    ALTER COLUMN "fileName" TYPE TEXT, ALTER COLUMN "fileName" SET STATISTICS 0,
    ALTER COLUMN "host" TYPE TEXT, ALTER COLUMN "host" SET STATISTICS 0,
    ALTER COLUMN "peaks" TYPE TEXT, ALTER COLUMN "peaks" SET STATISTICS 0,
    ALTER COLUMN "sha256" TYPE TEXT, ALTER COLUMN "sha256" SET STATISTICS 0,
    ALTER COLUMN "storedType" TYPE TEXT, ALTER COLUMN "storedType" SET STATISTICS 0,
    ALTER COLUMN "title" TYPE TEXT, ALTER COLUMN "title" SET STATISTICS 0,
    ALTER COLUMN "url" TYPE TEXT, ALTER COLUMN "url" SET STATISTICS 0;

ALTER TABLE "Message"
    ALTER COLUMN "content" TYPE TEXT, ALTER COLUMN "content" SET STATISTICS 0,
    ALTER COLUMN "contextHash" TYPE TEXT, ALTER COLUMN "contextHash" SET STATISTICS 0,
    ALTER COLUMN "messageContext" TYPE TEXT, ALTER COLUMN "messageContext" SET STATISTICS 0,
    ALTER COLUMN "reference" TYPE TEXT, ALTER COLUMN "reference" SET STATISTICS 0,
    ALTER COLUMN "searchText" TYPE TEXT, ALTER COLUMN "searchText" SET STATISTICS 0,
    ALTER COLUMN "text" TYPE TEXT, ALTER COLUMN "text" SET STATISTICS 0;

ALTER TABLE "SavedView"
    ALTER COLUMN "address" TYPE TEXT, ALTER COLUMN "address" SET STATISTICS 0,
    ALTER COLUMN "name" TYPE TEXT, ALTER COLUMN "name" SET STATISTICS 0;

ALTER TABLE "Setting"
    ALTER COLUMN "value" TYPE TEXT, ALTER COLUMN "value" SET STATISTICS 0;

ALTER TABLE "UnseenName"
    ALTER COLUMN "name" TYPE TEXT, ALTER COLUMN "name" SET STATISTICS 0;
