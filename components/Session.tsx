'use client';

import { createContext, useContext, type ReactNode } from 'react';

import type { Role } from '@/lib/client/answers';

/** Who sits before the screen. */
export type Session = { name: string; email: string; role: Role };

const SessionContext = createContext<Session>({ name: '', email: '', role: 'viewer' });

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who sits before the screen; a viewer where nobody said. */
export function useSession(): Session {
  return useContext(SessionContext);
}
