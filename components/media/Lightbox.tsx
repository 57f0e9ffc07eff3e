'use client';

import { ChevronLeft, ChevronRight, Download, MessageSquareText, Trash2, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';

import type { MessageOf } from '@/lib/messages/message';

import { IconButton } from '../controls/IconButton';
import { useDeleteMedia } from './use-delete-media';
import { Instant } from '../controls/Instant';
import { showInOpenThread } from '../thread/open-thread';
import { isVisibleText } from '@/lib/messages/visible-text';
import { downloadPath, mediaPath } from './media-path';
import { useMediaName } from './use-media-name';
import { useZoom } from './use-zoom';
import { VideoPlayer } from './VideoPlayer';

const onDark = '!text-white hover:!bg-white/15 md:!size-11 disabled:opacity-35';

/** Pictures and videos at their largest, one after the other, each with the message that it belongs to. */
export function Lightbox({
  pictures,
  firstId,
  onNearEnd,
  onClose,
}: {
  pictures: MessageOf<'media'>[];
  firstId: string;
  onNearEnd: (() => void) | undefined;
  onClose: () => void;
}) {
  const t = useTranslations('lightbox');
  const name = useMediaName();
  const [place, setPlace] = useState({ id: firstId, index: 0 });
  const found = pictures.findIndex((picture) => picture.id === place.id);
  // When the picture was deleted, here or by somebody else, the next one takes its place.
  const index = found >= 0 ? found : Math.min(place.index, pictures.length - 1);
  const picture = pictures[index];
  if (picture !== undefined && (picture.id !== place.id || index !== place.index)) {
    setPlace({ id: picture.id, index });
  }

  const turn = (pages: number) => {
    const next = pictures[index + pages];
    if (next === undefined) return;
    setPlace({ id: next.id, index: index + pages });
    if (index + pages > pictures.length - 5) onNearEnd?.();
  };

  const isOver = picture === undefined;
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  if (picture === undefined) return null;

  return (
    <ModalOverlay
      isOpen
      onOpenChange={onClose}
      className="dark fixed inset-0 z-40 animate-appear bg-[rgb(6_12_11/94%)] text-white"
    >
      <Modal className="size-full">
        <Dialog aria-label={t('name')} className="relative flex size-full flex-col outline-none">
          <Stage
            key={picture.id}
            picture={picture}
            name={name(picture.content)}
            place={t('place', { index: index + 1, count: pictures.length })}
            turn={turn}
            onClose={onClose}
          />
          <Arrow side="start" isDisabled={index === 0} onPress={() => turn(-1)} />
          <Arrow side="end" isDisabled={index === pictures.length - 1} onPress={() => turn(1)} />
          <p role="status" className="sr-only">
            {`${t('place', { index: index + 1, count: pictures.length })}: ${name(picture.content)}`}
          </p>
          <Neighbours pictures={[pictures[index - 1], pictures[index + 1]]} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Stage({
  picture,
  name,
  place,
  turn,
  onClose,
}: {
  picture: MessageOf<'media'>;
  name: string;
  place: string;
  turn: (pages: number) => void;
  onClose: () => void;
}) {
  const t = useTranslations('lightbox');
  const stage = useRef<HTMLDivElement>(null);
  const zoom = useZoom({ stage, onSwipe: turn });
  const remove = useDeleteMedia();
  const { mediaId, mediaType } = picture.content;
  const isVideo = mediaType === 'video';
  useKeys({ turn, zoomIn: zoom.zoomIn, zoomOut: zoom.zoomOut, reset: zoom.reset });
  return (
    <>
      <header className="z-10 flex items-center gap-0.5 p-1.5 ps-4 md:gap-1">
        <div className="me-auto min-w-0">
          <p className="truncate text-sm font-[560]">
            <bdi>{name}</bdi>
          </p>
          <p className="tabular truncate text-xs text-white/70">
            <Instant at={picture.sentAt} look="full" /> · {place}
          </p>
        </div>
        {!isVideo && (
          <span className="hidden sm:contents">
            <IconButton
              icon={ZoomOut}
              name={t('zoomOut')}
              isDisabled={zoom.scale <= 1}
              onPress={zoom.zoomOut}
              className={onDark}
            />
            <IconButton
              icon={ZoomIn}
              name={t('zoomIn')}
              isDisabled={!zoom.canGrow}
              onPress={zoom.zoomIn}
              className={onDark}
            />
          </span>
        )}
        <a
          href={downloadPath(mediaId)}
          download
          aria-label={t('save')}
          className="grid size-11 shrink-0 place-items-center rounded-m transition-colors hover:bg-white/15"
        >
          <Download aria-hidden className="size-4.5" strokeWidth={1.75} />
        </a>
        {remove !== null && (
          <IconButton
            icon={Trash2}
            name={t('delete')}
            onPress={() => {
              remove([{ content: picture.content, file: picture.file ?? null }]);
            }}
            className={onDark}
          />
        )}
        <IconButton icon={X} name={t('close')} autoFocus onPress={onClose} className={onDark} />
      </header>
      {isVideo ? (
        <div className="grid min-h-0 flex-1 place-items-center px-2 md:px-16">
          <VideoPlayer path={mediaPath(mediaId)} name={name} file={picture.file ?? null} isLarge />
        </div>
      ) : (
        <div
          ref={stage}
          {...zoom.handlers}
          className="min-h-0 flex-1 touch-none overflow-hidden select-none"
          style={{ cursor: zoom.style.cursor }}
        >
          <img
            src={mediaPath(mediaId)}
            alt={name}
            draggable={false}
            className="size-full object-contain px-2 md:px-16"
            style={{ transform: zoom.style.transform, transition: zoom.style.transition }}
          />
        </div>
      )}
      <Words picture={picture} onClose={onClose} />
    </>
  );
}

function Words({ picture, onClose }: { picture: MessageOf<'media'>; onClose: () => void }) {
  const t = useTranslations('lightbox');
  const router = useRouter();
  return (
    <footer className="z-10 flex flex-wrap items-center justify-center gap-x-6 gap-y-1 px-4 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {isVisibleText(picture.text) && (
        <p dir="auto" className="theirs line-clamp-3 max-w-prose text-md">
          {picture.text}
        </p>
      )}
      <button
        type="button"
        onClick={() => {
          onClose();
          if (showInOpenThread(picture.conversationId, { messageId: picture.id })) return;
          router.push(
            `/conversations/${encodeURIComponent(picture.conversationId)}?message=${encodeURIComponent(picture.id)}`,
          );
        }}
        className="inline-flex min-h-11 items-center gap-2 rounded-m px-3 text-sm font-[560] text-white/85 hover:bg-white/15 hover:text-white fine:min-h-9"
      >
        <MessageSquareText aria-hidden className="size-4" />
        {t('showInConversation')}
      </button>
    </footer>
  );
}

function Arrow({ side, isDisabled, onPress }: { side: 'start' | 'end'; isDisabled: boolean; onPress: () => void }) {
  const t = useTranslations('lightbox');
  const Icon = side === 'start' ? ChevronLeft : ChevronRight;
  return (
    <div
      className={`absolute top-1/2 z-10 hidden -translate-y-1/2 md:block rtl:-scale-x-100 ${side === 'start' ? 'start-3' : 'end-3'}`}
    >
      <IconButton
        icon={Icon}
        name={side === 'start' ? t('previous') : t('next')}
        isDisabled={isDisabled}
        onPress={onPress}
        className={`${onDark} bg-black/35`}
      />
    </div>
  );
}

/** What an arrow would show next is fetched before anybody presses it. */
function Neighbours({ pictures }: { pictures: (MessageOf<'media'> | undefined)[] }) {
  return (
    <div hidden>
      {pictures.map(
        (picture) =>
          picture !== undefined &&
          picture.content.mediaType !== 'video' && (
            <img key={picture.id} src={mediaPath(picture.content.mediaId)} alt="" />
          ),
      )}
    </div>
  );
}

function useKeys({
  turn,
  zoomIn,
  zoomOut,
  reset,
}: {
  turn: (pages: number) => void;
  zoomIn: () => void;
  zoomOut: () => void;
  reset: () => void;
}) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isElsewhere =
        document.querySelector('[role="alertdialog"]') !== null || event.target instanceof HTMLMediaElement;
      if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
      const forward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      const backward = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
      const acts: Record<string, () => void> = {
        [forward]: () => turn(1),
        [backward]: () => turn(-1),
        '+': zoomIn,
        '=': zoomIn,
        '-': zoomOut,
        '0': reset,
      };
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}
