'use client';

import { Download, Eye, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';

import type { MediaFile } from '@/lib/messages/media-file';
import type { MessageOf } from '@/lib/messages/message';
import { lookOf } from '@/lib/messages/shown-type';

import { Button } from '../controls/Button';
import { buttonLook } from '../controls/button-look';
import { DeleteMedia } from '../media/DeleteMedia';
import { useDeletionOutcome } from '../media/use-delete-media';
import { AudioPlayer } from '../media/AudioPlayer';
import { secondsOf } from '../media/clock';
import { DocumentCard } from '../media/DocumentCard';
import { isPdf, useLightbox } from '../media/LightboxProvider';
import { MediaStanding } from '../media/MediaStanding';
import { downloadPath, mediaPath } from '../media/media-path';
import { PictureButton } from '../media/PictureButton';
import { isVoice, useMediaName } from '../media/use-media-name';
import { VideoPlayer } from '../media/VideoPlayer';
import { isVisibleText } from '@/lib/messages/visible-text';
import { Accompanying } from './Accompanying';

export function MediaBubble({ message }: { message: MessageOf<'media'> }) {
  const { content, text } = message;
  const isStored = content.state === 'stored';
  const look = lookOf(content, message.file ?? null);
  const showsTitle = !(look === 'document' && isStored) && isVisibleText(content.title);
  return (
    <>
      {isStored ? <File message={message} /> : <MediaStanding content={content} file={message.file ?? null} />}
      {showsTitle && (
        <p dir="auto" className="theirs text-sm text-text-2">
          {content.title}
        </p>
      )}
      <Accompanying text={text} shown={[content.title]} />
      <Acts message={message} />
    </>
  );
}

function File({ message }: { message: MessageOf<'media'> }) {
  const { id, content } = message;
  const file = message.file ?? null;
  const name = useMediaName()(content);
  const path = mediaPath(content.mediaId);
  const { mediaId } = content;
  const look = lookOf(content, file);
  if (look === 'sticker') {
    return <PictureButton messageId={id} mediaId={mediaId} name={name} file={file} isSticker />;
  }
  if (look === 'image' || look === 'video') {
    return (
      <div className="-mx-2 -mt-1 mb-1.5">
        {look === 'image' ? (
          <PictureButton messageId={id} mediaId={mediaId} name={name} file={file} isSticker={false} />
        ) : (
          <VideoPlayer path={path} name={name} file={file} />
        )}
      </div>
    );
  }
  if (look === 'audio') {
    return (
      <AudioPlayer
        path={path}
        name={name}
        isOgg={isVoice(content)}
        peaks={file?.peaks ?? null}
        seconds={secondsOf(file)}
      />
    );
  }
  return <DocumentCard content={content} file={file} />;
}

function Acts({ message }: { message: MessageOf<'media'> }) {
  const { content, file } = message;
  const t = useTranslations('bubbles.media');
  const show = useLightbox();
  const outcome = useDeletionOutcome(content.mediaId);
  const deletion = file?.deletion ?? null;
  if (outcome !== null) {
    return (
      <p role="status" className="text-sm text-text-2">
        {t(`outcome.${outcome}`)}
      </p>
    );
  }
  return (
    <>
      {deletion !== null && content.state !== 'deleted' && <DeletionStanding deletion={deletion} />}
      <div className="flex flex-wrap items-center gap-x-4">
        {isPdf(message) && (
          <Button
            look="inline"
            onPress={() => {
              show(message.id);
            }}
          >
            <Eye aria-hidden className="size-3.5" />
            {t('preview')}
          </Button>
        )}
        {content.state === 'stored' && lookOf(content, file ?? null) !== 'sticker' && (
          <a className={buttonLook('inlineQuiet')} href={downloadPath(content.mediaId)} download={content.title ?? ''}>
            <Download aria-hidden className="size-3.5" />
            {t('save')}
          </a>
        )}
        {deletion?.state !== 'under-way' && <DeleteMedia content={content} file={file ?? null} />}
      </div>
    </>
  );
}

function DeletionStanding({ deletion }: { deletion: NonNullable<MediaFile['deletion']> }) {
  const t = useTranslations('bubbles.media');
  const reasons = useTranslations('deleteMedia.unconfirmed');
  if (deletion.state === 'unconfirmed') {
    return <p className="text-sm text-danger">{t('unconfirmed', { reason: reasons(deletion.reason) })}</p>;
  }
  return (
    <p className="flex items-center gap-1.5 text-sm text-text-2">
      <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
      <span>
        {deletion.by === null ? t('underWay') : t.rich('underWayBy', { who: () => <bdi>{deletion.by}</bdi> })}
      </span>
    </p>
  );
}
