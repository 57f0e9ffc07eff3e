'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { Button } from '../controls/Button';
import { isDeletable, useDeleteMedia, type Deletable } from './use-delete-media';

/** The button on a media message; nothing for viewers. */
export function DeleteMedia({ content, file }: Deletable) {
  const t = useTranslations('deleteMedia');
  const ask = useDeleteMedia();
  if (ask === null || !isDeletable(content)) return null;
  return (
    <Button
      look="inlineQuietDanger"
      data-delete-media
      onPress={() => {
        ask([{ content, file }]);
      }}
    >
      <Trash2 aria-hidden className="size-3.5" />
      {t('button')}
    </Button>
  );
}
