import type { Scope } from '@/lib/db/scope';
import { Refusal } from './refusal';

export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who asks, and from where. */
export type Caller = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** The business numbers that this account sees; an administrator sees all. What lies outside does not exist for others. */
  scope: Scope;
  /** The address that the request came from, where one is known. */
  address: string | null;
};

/** What a role may do beyond reading conversations. */
const permissions = {
  'inbox.read': ['viewer', 'operator', 'admin'],
  'webhook.see': ['admin'],
  'conversation.mark': ['operator', 'admin'],
  'conversation.handle': ['operator', 'admin'],
  'customer.declare': ['operator', 'admin'],
  'media.delete': ['operator', 'admin'],
  'samples.send': ['operator', 'admin'],
  'samples.remove': ['admin'],
  'problem.read': ['admin'],
  'problem.replay': ['admin'],
  'settings.change': ['admin'],
  'accounts.see': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether the caller's role allows it. */
export function may(caller: Caller, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes(caller.role);
}

/** Throws `Refusal` `forbidden` unless the caller's role allows it. Every use case asks before it does anything. */
export function permit(caller: Caller, permission: Permission): void {
  if (!may(caller, permission)) throw new Refusal('forbidden');
}
