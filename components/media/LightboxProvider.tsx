'use client';

import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

import { isErased } from '@/lib/messages/erased';
import type { Message, MessageOf } from '@/lib/messages/message';
import { lookOf } from '@/lib/messages/shown-type';

import { later } from '../controls/later';

const PdfPreview = later(() => import('./PdfPreview').then((module) => module.PdfPreview));
const Lightbox = later(() => import('./Lightbox').then((module) => module.Lightbox));

const LightboxContext = createContext<(messageId: string) => void>(() => undefined);

/** Shows the file of a message large: a picture with those before and after it, or a PDF. */
export function useLightbox(): (messageId: string) => void {
  return useContext(LightboxContext);
}

/**
 * Holds the lightbox of a thread or a list, so that it outlives the bubble that opened it. `messages` are those that
 * the arrows lead along, in their order on the screen; `loadMore` is asked near their end.
 */
export function LightboxProvider({
  messages,
  loadMore,
  children,
}: {
  messages: Message[];
  loadMore?: () => void;
  children: ReactNode;
}) {
  const [openId, setOpenId] = useState<string | null>(null);
  const opened = openId === null ? undefined : messages.find((message) => message.id === openId);
  const pictures = useMemo(() => (openId === null ? [] : messages.filter(isShown)), [openId, messages]);
  const close = useCallback(() => {
    setOpenId(null);
  }, []);
  return (
    <LightboxContext value={setOpenId}>
      {children}
      {openId !== null &&
        (opened !== undefined && isPdf(opened) ? (
          <PdfPreview content={opened.content} onClose={close} />
        ) : (
          <Lightbox pictures={pictures} firstId={openId} onNearEnd={loadMore} onClose={close} />
        ))}
    </LightboxContext>
  );
}

/** Whether a message has a PDF to look into. */
export function isPdf(message: Message): message is MessageOf<'media'> & Message {
  if (isErased(message) || message.kind !== 'media' || message.content.state !== 'stored') return false;
  const file = message.file ?? null;
  return lookOf(message.content, file) === 'document' && file?.type === 'application/pdf';
}

/** Whether a message has a picture or a video to show large. */
export function isShown(message: Message): message is MessageOf<'media'> & Message {
  if (isErased(message) || message.kind !== 'media' || message.content.state !== 'stored') return false;
  const look = lookOf(message.content, message.file ?? null);
  return look === 'image' || look === 'sticker' || look === 'video';
}
