-- CreateTable
CREATE TABLE "Delivery" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "digest" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    "encoding" TEXT,
    "receivedAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "appliedAt" DATETIME
);

-- CreateTable
CREATE TABLE "BusinessNumber" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "number" TEXT NOT NULL,
    "label" TEXT
);

-- CreateTable
CREATE TABLE "Customer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT,
    "nameSentAt" DATETIME,
    "number" TEXT,
    "identified" BOOLEAN NOT NULL,
    "searchText" TEXT NOT NULL DEFAULT ''
);

-- CreateTable
CREATE TABLE "CustomerKey" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "customerId" INTEGER NOT NULL,
    CONSTRAINT "CustomerKey_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Conversation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "channel" TEXT NOT NULL,
    "businessNumberId" INTEGER NOT NULL,
    "customerId" INTEGER NOT NULL,
    "lastArrivalId" INTEGER NOT NULL DEFAULT 0,
    "lastMessageId" INTEGER,
    "lastMessageAt" DATETIME NOT NULL,
    "newChat" BOOLEAN NOT NULL DEFAULT false,
    "handledUpTo" INTEGER NOT NULL DEFAULT 0,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Conversation_businessNumberId_fkey" FOREIGN KEY ("businessNumberId") REFERENCES "BusinessNumber" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Conversation_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ConversationAlias" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "conversationId" INTEGER NOT NULL,
    CONSTRAINT "ConversationAlias_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Message" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "conversationId" INTEGER NOT NULL,
    "identity" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT,
    "text" TEXT,
    "reference" TEXT,
    "referenceHash" TEXT,
    "messageContext" TEXT,
    "contextHash" TEXT,
    "quotedMessageId" INTEGER,
    "sentAt" DATETIME NOT NULL,
    "metaReceivedAt" DATETIME,
    "receivedAt" DATETIME NOT NULL,
    "erasedAt" DATETIME,
    "searchText" TEXT NOT NULL DEFAULT '',
    "sample" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Message_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Message_quotedMessageId_fkey" FOREIGN KEY ("quotedMessageId") REFERENCES "Message" ("id") ON DELETE SET NULL ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "MessageSource" (
    "messageId" INTEGER NOT NULL,
    "deliveryId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("messageId", "deliveryId", "position"),
    CONSTRAINT "MessageSource_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MessageSource_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Erasure" (
    "scopeHash" TEXT NOT NULL PRIMARY KEY,
    "receivedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Media" (
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
    "deletingSince" DATETIME,
    "deletedAt" DATETIME,
    "deletedBy" TEXT,
    CONSTRAINT "Media_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReadMark" (
    "userId" TEXT NOT NULL,
    "conversationId" INTEGER NOT NULL,
    "upTo" INTEGER NOT NULL,

    PRIMARY KEY ("userId", "conversationId"),
    CONSTRAINT "ReadMark_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Change" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "type" TEXT NOT NULL,
    "conversationId" INTEGER,
    "messageId" INTEGER,
    "userId" TEXT,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "userId" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "outcome" TEXT
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "role" TEXT,
    "banned" BOOLEAN DEFAULT false,
    "banReason" TEXT,
    "banExpires" DATETIME
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "expiresAt" DATETIME NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,
    "impersonatedBy" TEXT,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" DATETIME,
    "refreshTokenExpiresAt" DATETIME,
    "scope" TEXT,
    "password" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_digest_key" ON "Delivery"("digest");

-- CreateIndex
CREATE INDEX "Delivery_state_id_idx" ON "Delivery"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "BusinessNumber_number_key" ON "BusinessNumber"("number");

-- CreateIndex
CREATE INDEX "CustomerKey_customerId_idx" ON "CustomerKey"("customerId");

-- CreateIndex
CREATE INDEX "Conversation_lastArrivalId_idx" ON "Conversation"("lastArrivalId");

-- CreateIndex
CREATE INDEX "Conversation_newChat_lastArrivalId_idx" ON "Conversation"("newChat", "lastArrivalId");

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_channel_businessNumberId_customerId_key" ON "Conversation"("channel", "businessNumberId", "customerId");

-- CreateIndex
CREATE INDEX "ConversationAlias_conversationId_idx" ON "ConversationAlias"("conversationId");

-- CreateIndex
CREATE UNIQUE INDEX "Message_identity_key" ON "Message"("identity");

-- CreateIndex
CREATE INDEX "Message_conversationId_sentAt_id_idx" ON "Message"("conversationId", "sentAt", "id");

-- CreateIndex
CREATE INDEX "Message_conversationId_id_idx" ON "Message"("conversationId", "id");

-- CreateIndex
CREATE INDEX "Message_conversationId_referenceHash_idx" ON "Message"("conversationId", "referenceHash");

-- CreateIndex
CREATE INDEX "Message_conversationId_contextHash_idx" ON "Message"("conversationId", "contextHash");

-- CreateIndex
CREATE INDEX "Message_conversationId_kind_sentAt_idx" ON "Message"("conversationId", "kind", "sentAt");

-- CreateIndex
CREATE INDEX "Message_kind_sentAt_id_idx" ON "Message"("kind", "sentAt", "id");

-- CreateIndex
CREATE INDEX "Message_sentAt_id_idx" ON "Message"("sentAt", "id");

-- CreateIndex
CREATE INDEX "MessageSource_deliveryId_idx" ON "MessageSource"("deliveryId");

-- CreateIndex
CREATE UNIQUE INDEX "Media_messageId_key" ON "Media"("messageId");

-- CreateIndex
CREATE INDEX "Media_state_nextAttemptAt_idx" ON "Media"("state", "nextAttemptAt");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");
