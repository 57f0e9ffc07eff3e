'use client';

import Link from 'next/link';
import type { ComponentProps } from 'react';

import { showInOpenThread, type WantedPlace } from './open-thread';

/** A link to a place in a conversation: one goes there inside its thread when that is open already. */
export function LinkIntoThread({
  conversationId,
  place,
  ...link
}: ComponentProps<typeof Link> & { conversationId: string; place: WantedPlace }) {
  return (
    <Link
      {...link}
      onNavigate={(event) => {
        if (showInOpenThread(conversationId, place)) event.preventDefault();
      }}
    />
  );
}
