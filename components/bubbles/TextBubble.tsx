'use client';

import { useTranslations } from 'next-intl';

import type { MessageOf } from '@/lib/messages/message';

import { RichText } from '../message/RichText';
import { isVisibleText } from '@/lib/messages/visible-text';

export function TextBubble({ message }: { message: MessageOf<'text'> }) {
  const t = useTranslations('bubbles');
  if (!isVisibleText(message.content.text)) return <p className="text-text-2 italic">{t('text.empty')}</p>;
  return <RichText text={message.content.text} />;
}
