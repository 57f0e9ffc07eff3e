import {
  CircleAlert,
  ContactRound,
  FileQuestion,
  FileText,
  Image,
  ListChecks,
  MapPin,
  MessageSquareText,
  Mic,
  Paperclip,
  ShoppingCart,
  Sparkles,
  SquareMousePointer,
  Sticker,
  TextCursorInput,
  Video,
  type LucideIcon,
} from 'lucide-react';

import type { Kind } from '@/lib/messages/kind';
import type { MediaType } from '@/lib/messages/kinds/media';

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

const mediaIcons: Record<MediaType, LucideIcon> = {
  image: Image,
  video: Video,
  audio: Mic,
  sticker: Sticker,
  document: FileText,
};

/** The small picture of a kind, and of what sort of media it is where that is known. */
export function KindIcon({
  kind,
  mediaType = null,
  className = 'size-3.5',
}: {
  kind: Kind;
  mediaType?: MediaType | null;
  className?: string;
}) {
  const Icon = mediaType === null ? icons[kind] : mediaIcons[mediaType];
  return <Icon aria-hidden className={`shrink-0 ${className}`} strokeWidth={1.85} />;
}
