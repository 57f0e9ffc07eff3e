import type { Scope } from '@/lib/db/tables/scope';
import { Refusal } from './refusal';

export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who asks, and from where. */
export type Caller = {
  /** The account, or `token-` and the id of an API token. */
  userId: string;
  name: string;
  /** The account's e-mail address, or the token's name. */
  email: string;
  /** `metrics`: a token that reads figures and nothing else. */
  role: Role | 'metrics';
  /** The business numbers that this account sees; an administrator sees all. What lies outside does not exist for others. */
  scope: Scope;
  /** The address that the request came from, where one is known. */
  address: string | null;
  /** What let the caller in: a session's id, or a token's. Neither in a job or a test. */
  sessionId: string | null;
  tokenId: number | null;
};

/** What a role may do beyond reading conversations. */
const permissions = {
  'inbox.read': ['viewer', 'operator', 'admin'],
  'webhook.see': ['admin'],
  'conversation.mark': ['operator', 'admin'],
  'conversation.handle': ['operator', 'admin'],
  'customer.declare': ['operator', 'admin'],
  'media.delete': ['operator', 'admin'],
  'media.retry': ['operator', 'admin'],
  'media.space': ['admin'],
  'samples.send': ['operator', 'admin'],
  'samples.remove': ['admin'],
  'problem.read': ['admin'],
  'problem.replay': ['admin'],
  'settings.change': ['admin'],
  'customer.block': ['operator', 'admin'],
  'accounts.manage': ['admin'],
  'tokens.manage': ['admin'],
  'audit.read': ['admin'],
  'metrics.read': ['admin', 'metrics'],
} as const satisfies Record<string, readonly Caller['role'][]>;

export type Permission = keyof typeof permissions;

/** Whether the caller's role allows it. */
export function may(caller: Caller, permission: Permission): boolean {
  const allowed: readonly Caller['role'][] = permissions[permission];
  return allowed.includes(caller.role);
}

/** Throws `Refusal` `forbidden` unless the caller's role allows it. Every use case asks before it does anything. */
export function permit(caller: Caller, permission: Permission): void {
  if (!may(caller, permission)) throw new Refusal('forbidden');
}

/** Throws `Refusal` `session_required` for a token: what is about a person's own account, and tokens, takes a person. */
export function permitPerson(caller: Caller): void {
  if (caller.tokenId !== null) throw new Refusal('session_required');
}
