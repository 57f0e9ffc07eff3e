import {
  FlaskConical,
  HardDrive,
  Hash,
  KeyRound,
  Map,
  ScrollText,
  ShieldOff,
  UserRound,
  UsersRound,
  Webhook,
  type LucideIcon,
} from 'lucide-react';

import type { Role } from '@/lib/client/answers';

const everybody: Role[] = ['viewer', 'operator', 'admin'];

/** The parts of the settings: each is a page of its own, `/settings/<name>`, for the roles that may see it. */
export const sections = {
  account: { icon: UserRound, group: 'you', roles: everybody },
  people: { icon: UsersRound, group: 'access', roles: ['admin'] },
  tokens: { icon: KeyRound, group: 'access', roles: ['admin'] },
  audit: { icon: ScrollText, group: 'access', roles: ['admin'] },
  webhook: { icon: Webhook, group: 'connection', roles: everybody },
  numbers: { icon: Hash, group: 'connection', roles: everybody },
  blocked: { icon: ShieldOff, group: 'connection', roles: everybody },
  media: { icon: HardDrive, group: 'content', roles: everybody },
  maps: { icon: Map, group: 'content', roles: everybody },
  samples: { icon: FlaskConical, group: 'content', roles: ['operator', 'admin'] },
} satisfies Record<string, Section>;

type Group = 'you' | 'access' | 'connection' | 'content';
type Section = { icon: LucideIcon; group: Group; roles: Role[] };
export type SectionName = keyof typeof sections;

const names: SectionName[] = [
  ...(['account', 'people', 'tokens', 'audit', 'webhook', 'numbers', 'blocked'] as const),
  ...(['media', 'maps', 'samples'] as const),
];
const groups: Group[] = ['you', 'access', 'connection', 'content'];

/** The groups of sections that a role sees, in the order of the navigation. */
export function sectionsFor(role: Role): { group: Group; sections: SectionName[] }[] {
  return groups
    .map((group) => ({
      group,
      sections: names.filter((name) => sections[name].group === group && maySee(role, name)),
    }))
    .filter((entry) => entry.sections.length > 0);
}

/** Whether a role sees a section at all. */
export function maySee(role: Role, name: SectionName): boolean {
  const allowed: Role[] = sections[name].roles;
  return allowed.includes(role);
}
