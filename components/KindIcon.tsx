import {
  CircleAlert,
  ContactRound,
  FileQuestion,
  Paperclip,
  ListChecks,
  MapPin,
  MessageSquareText,
  ShoppingCart,
  Sparkles,
  SquareMousePointer,
  TextCursorInput,
  type LucideIcon,
} from 'lucide-react';

import type { Kind } from '@/lib/messages/kind';

const icons: Record<Kind, LucideIcon> = {
  text: MessageSquareText,
  media: Paperclip,
  location: MapPin,
  contacts: ContactRound,
  order: ShoppingCart,
  buttonReply: SquareMousePointer,
  listReply: ListChecks,
  flowReply: TextCursorInput,
  welcomeRequest: Sparkles,
  error: CircleAlert,
  unknown: FileQuestion,
};

/** The small picture of a kind. */
export function KindIcon({ kind, className = 'size-3.5' }: { kind: Kind; className?: string }) {
  const Icon = icons[kind];
  return <Icon aria-hidden className={`shrink-0 ${className}`} strokeWidth={1.85} />;
}
