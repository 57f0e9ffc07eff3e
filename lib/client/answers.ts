import type { Conversation } from '@/lib/messages/conversation';
import type { MediaCounts } from '@/lib/messages/media-counts';
import type { MediaSpace } from '@/lib/messages/media-space';
import type { MediaDetails } from '@/lib/messages/media-file';
import type { Message } from '@/lib/messages/message';
import type { Page, ThreadPage } from '@/lib/messages/page';

export type Role = 'viewer' | 'operator' | 'admin';

export type Counts = { unread: number; newChats: number; done: number; problems: number; replaying: number };

/** What the dashboard knows of the installation. */
export type Setup = {
  /** Without the secret that it ends in; null for all but administrators. */
  webhookAddress: string | null;
  publicUrl: string;
  /** Why CM.com cannot reach `publicUrl`. */
  warnings: ('loopback' | 'http')[];
  lastDeliveryAt: string | null;
  hasSamples: boolean;
  hasConversations: boolean;
  /** Null where this installation has no street tiles. */
  streetTiles: { url: string; attribution: string; onForAll: boolean } | null;
  canSend: false;
};

export type ThreadAnswer = ThreadPage<Message> & { firstUnreadId?: string | null };

export type Found = {
  message: Message;
  conversation: Conversation;
  snippet: { text: string; ranges: [number, number][] };
};

/** What of a search was not understood, from where to where. */
export type SearchHint = { code: string; from: number; to: number; word: string };

/** What could stand in the place of a part of a search. */
export type Suggestion = {
  text: string;
  what: 'operator' | 'value' | 'customer' | 'businessNumber' | 'sku';
  label: string | null;
};

export type SavedView = { id: string; name: string; address: string };

export type MessageInConversation = { message: Message; conversation: Conversation };

export type ConversationDetails = {
  otherNumbers: { number: string; shown: string }[];
  firstMessageAt: string | null;
  messages: number;
  media: { count: number; latest: Message[] };
  places: { count: number; latest: Message[] };
  orders: { count: number; latest: Message[] };
  declarations: StandingDeclaration[];
};

export type MediaDeletionRequest = 'requested' | 'already-gone' | 'not-deletable' | 'not-found';

export type MediaDeletion = { outcome: 'deleted' | 'already-gone' };

export type Problem = {
  id: string;
  receivedAt: string;
  reason: string;
  attempts: number;
  state: string;
  retries: number;
  retriedAt: string | null;
};

/** A name in deliveries that this version does not know. */
export type UnseenName = {
  what: 'field' | 'messageType' | 'interactiveType';
  name: string;
  firstAt: string;
  lastAt: string;
  deliveries: number;
};

/** Something that goes on unseen; `code` names what. */
export type Warning = { code: string; since: string | null; count: number | null };

/** That one customer is another one, by somebody's word. */
export type StandingDeclaration = {
  id: string;
  declaredAt: string;
  /** Null when the account is gone. */
  declaredBy: string | null;
  customer: Conversation['customer'];
  sameAs: Conversation['customer'];
};

export type BusinessNumber = { id: string; number: string | null; label: string | null };

/** How deliveries get in: without secrets, the current address first. */
export type WebhookState = {
  addresses: string[];
  canRotate: boolean;
  allow: string[];
  requiredHeader: string | null;
};

/** Which business numbers somebody sees: all of them, or those with these ids. */
export type Numbers = 'all' | string[];

export type Account = {
  id: string;
  name: string;
  email: string;
  role: Role;
  numbers: Numbers;
  banned: boolean;
  /** Has not chosen a password yet. */
  invited: boolean;
  lastSeenAt: string | null;
  self: boolean;
};

/** A link to copy: an invitation or a reset of a password. */
export type PasswordLink = { link: string; expiresAt: string };

export type AccountSession = {
  id: string;
  createdAt: string;
  lastUsedAt: string;
  address: string | null;
  browser: string | null;
  system: string | null;
  current: boolean;
};

export type SignIn = { id: string; at: string; address: string | null; outcome: string };

export type Scope = 'read' | 'operate' | 'admin' | 'metrics';

export type ApiToken = {
  id: string;
  name: string;
  start: string;
  scope: Scope;
  numbers: Numbers;
  createdAt: string;
  createdBy: string | null;
  expiresAt: string | null;
  lastUsedAt: string | null;
};

export type AuditEntry = {
  id: string;
  at: string;
  userId: string | null;
  who: string | null;
  address: string | null;
  action: string;
  subject: string | null;
  outcome: string | null;
};

/** Every answer of the API that the dashboard reads, by a name for it. */
export type Answers = {
  conversations: Page<Conversation>;
  conversation: Conversation;
  conversationDetails: ConversationDetails;
  thread: ThreadAnswer;
  search: Page<Found> & { hints?: SearchHint[] };
  suggestions: { from: number; to: number; items: Suggestion[] };
  foundInConversation: { messageIds: string[]; more: boolean; words: string[]; hints: SearchHint[] };
  savedViews: { items: SavedView[] };
  savedView: SavedView;
  messagesOfKind: Page<MessageInConversation>;
  counts: Counts;
  setup: Setup;
  businessNumbers: { items: BusinessNumber[] };
  mediaDetails: MediaDetails;
  mediaDetailsOfSeveral: { items: MediaDetails[] };
  mediaDeletion: MediaDeletion;
  mediaPage: Page<MessageInConversation> & { counts: MediaCounts | null };
  mediaDeletionsRequested: { items: { id: string; outcome: MediaDeletionRequest }[] };
  mediaSpace: MediaSpace;
  mediaSwept: { removed: number; bytes: number; missing: number; found: number };
  problems: Page<Problem>;
  problemsReplayed: { replayed: number };
  unseenNames: Page<UnseenName>;
  warnings: { items: Warning[] };
  candidates: Page<Conversation>;
  declared: { conversationId: string };
  accounts: { items: Account[] };
  invited: PasswordLink & { id: string };
  passwordLink: PasswordLink;
  openPasswordLink: { purpose: 'invitation' | 'reset'; email: string; name: string };
  accountSessions: { items: AccountSession[] };
  signIns: Page<SignIn>;
  tokens: { items: ApiToken[] };
  tokenMade: { id: string; token: string };
  audit: Page<AuditEntry>;
  auditHead: { head: string | null };
  webhook: WebhookState;
  webhookAddresses: { addresses: string[] };
  samplesSent: { sent: number };
  samplesRemoved: { removed: number };
};
