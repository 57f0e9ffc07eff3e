'use client';

import { useTranslations } from 'next-intl';
import { createElement } from 'react';

import type { MediaContent } from '@/lib/messages/kinds/media';
import type { MediaFile } from '@/lib/messages/media-file';

import { extensionOf, iconOf } from './document-icon';
import { useByteWords } from './use-byte-words';
import { useMediaName } from './use-media-name';

/** A document: its name, what it is and how big. */
export function DocumentCard({ content, file }: { content: MediaContent; file: MediaFile | null }) {
  const t = useTranslations('bubbles.media');
  const name = useMediaName()(content);
  const bytes = useByteWords();
  const extension = extensionOf(content);
  const size = file?.size ?? null;
  return (
    <div className="-mx-2 -mt-1 mb-1.5 flex items-center gap-3 rounded-[11px] bg-quote p-2.5">
      <span className="grid h-12 w-10 shrink-0 place-items-center rounded-s bg-accent text-on-accent">
        <span className="flex flex-col items-center">
          {createElement(iconOf(extension), { 'aria-hidden': true, className: 'size-5', strokeWidth: 1.75 })}
          <span aria-hidden className="text-[0.5625rem]/3 font-bold uppercase">
            {extension}
          </span>
        </span>
      </span>
      <div className="min-w-0 flex-1">
        <p dir="auto" className="theirs line-clamp-3 text-md font-[620]">
          {name}
        </p>
        <p className="theirs tabular text-sm text-text-2">
          {[file?.type ?? content.contentType ?? t('unknownType'), size === null ? null : bytes(size)]
            .filter((fact) => fact !== null)
            .join(' · ')}
        </p>
      </div>
    </div>
  );
}
