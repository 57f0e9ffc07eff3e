'use client';

import { CloudOff, Download, ExternalLink, LoaderCircle, ShieldAlert, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { MediaDeletion } from '@/lib/client/answers';
import type { MediaContent } from '@/lib/messages/kinds/media';
import type { MessageOf } from '@/lib/messages/message';

import { AudioPlayer } from '../AudioPlayer';
import { buttonLook } from '../controls/button-look';
import { DeleteMedia } from '../DeleteMedia';
import { Instant } from '../Instant';
import { Picture } from '../Picture';
import { useSession } from '../Session';
import { isVisibleText } from '../visible-text';
import { Accompanying } from './Accompanying';

export function MediaBubble({ message }: { message: MessageOf<'media'> }) {
  const { content, text } = message;
  const isDocument = content.mediaType === 'document';
  return (
    <>
      {content.state === 'stored' ? <File content={content} /> : <FileState content={content} />}
      {!(isDocument && content.state === 'stored') && isVisibleText(content.title) && (
        <p dir="auto" className="theirs text-sm text-text-2">
          {content.title}
        </p>
      )}
      <Accompanying text={text} shown={[content.title]} />
      <Acts content={content} />
    </>
  );
}

function File({ content }: { content: MediaContent }) {
  const t = useTranslations('bubbles.media');
  const path = mediaPath(content.mediaId);
  const name = isVisibleText(content.title) ? content.title : t(`type.${content.mediaType}`);
  if (content.mediaType === 'sticker') {
    return <Picture path={path} name={name} look="sticker" />;
  }
  if (content.mediaType === 'image') {
    return (
      <div className="-mx-2 -mt-1 mb-1.5">
        <Picture path={path} name={name} look="photo" />
      </div>
    );
  }
  if (content.mediaType === 'video') {
    return (
      <div className="-mx-2 -mt-1 mb-1.5 overflow-hidden rounded-[11px] bg-sunken">
        <video
          controls
          preload="metadata"
          playsInline
          src={path}
          aria-label={name}
          className="aspect-[4/3] w-full object-contain"
        />
      </div>
    );
  }
  if (content.mediaType === 'audio') return <AudioPlayer path={path} name={name} />;
  return <DocumentTile content={content} name={name} />;
}

function DocumentTile({ content, name }: { content: MediaContent; name: string }) {
  const t = useTranslations('bubbles.media');
  return (
    <div className="-mx-2 -mt-1 mb-1.5 flex items-center gap-3 rounded-[11px] bg-quote p-2.5">
      <span className="grid h-12 w-10 shrink-0 place-items-center rounded-s bg-accent text-2xs font-bold text-on-accent uppercase">
        {extensionOf(content)}
      </span>
      <div className="min-w-0">
        <p dir="auto" className="theirs line-clamp-3 text-md font-[620]">
          {name}
        </p>
        <p className="theirs text-sm text-text-2">{content.contentType ?? t('unknownType')}</p>
      </div>
    </div>
  );
}

/** What stands in the place of a file that is not here. */
function FileState({ content }: { content: MediaContent }) {
  const t = useTranslations('bubbles.media');
  const type = t(`type.${content.mediaType}`);
  const icons = {
    pending: LoaderCircle,
    stored: CloudOff,
    unavailable: CloudOff,
    blocked: ShieldAlert,
    deleted: Trash2,
  };
  const Icon = icons[content.state];
  const words = {
    pending: () => t('pending', { type }),
    stored: () => '',
    unavailable: () => t('unavailable', { type }),
    blocked: () => t('blocked', { type }),
    deleted: () => t('deleted', { type }),
  };
  return (
    <div className="-mx-1 mb-1.5 flex items-start gap-2.5 rounded-m border border-line-strong px-3 py-2.5 text-sm text-text-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${content.state === 'pending' ? 'animate-spin' : ''}`} />
      <p className={content.state === 'deleted' ? 'italic' : ''}>
        {words[content.state]()}
        {content.deletedAt !== null && (
          <>
            {' · '}
            <Instant at={content.deletedAt} look="full" />
          </>
        )}
      </p>
    </div>
  );
}

function Acts({ content }: { content: MediaContent }) {
  const t = useTranslations('bubbles.media');
  const { role } = useSession();
  const path = mediaPath(content.mediaId);
  const canDelete = role !== 'viewer' && content.state !== 'deleted' && content.state !== 'blocked';
  const isStored = content.state === 'stored';
  const [outcome, setOutcome] = useState<MediaDeletion['outcome'] | null>(null);
  if (outcome !== null) {
    return (
      <p role="status" className="text-sm text-text-2">
        {t(`outcome.${outcome}`)}
      </p>
    );
  }
  if (!isStored && !canDelete) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4">
      {isStored && content.mediaType === 'document' && (
        <a className={buttonLook('inline')} href={path} target="_blank" rel="noopener">
          <ExternalLink aria-hidden className="size-3.5" />
          {t('open')}
        </a>
      )}
      {isStored && content.mediaType !== 'sticker' && (
        <a className={buttonLook('inline')} href={path} download={content.title ?? ''}>
          <Download aria-hidden className="size-3.5" />
          {t('save')}
        </a>
      )}
      {canDelete && <DeleteMedia content={content} onDone={setOutcome} />}
    </div>
  );
}

function mediaPath(mediaId: string): string {
  return `/api/media/${encodeURIComponent(mediaId)}`;
}

/** At most four letters for the tile: from the name, else from the content type. */
function extensionOf({ title, contentType }: MediaContent): string {
  const fromName = /\.([a-z0-9]{1,4})$/i.exec(title ?? '')?.[1];
  const fromType = /\/(?:x-)?([a-z0-9]+)/i.exec(contentType ?? '')?.[1];
  return (fromName ?? fromType ?? 'file').slice(0, 4);
}
