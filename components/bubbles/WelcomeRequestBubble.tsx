'use client';

import { useTranslations } from 'next-intl';

import type { MessageOf } from '@/lib/messages/message';

import { useThreadActions } from '../message/ThreadContext';
import { isVisibleText } from '@/lib/messages/visible-text';

export function WelcomeRequestBubble({ message }: { message: MessageOf<'welcomeRequest'> }) {
  const t = useTranslations('bubbles.welcomeRequest');
  const { customerName } = useThreadActions();
  const text = isVisibleText(message.content.text) ? message.content.text : message.text;
  return (
    <>
      <p>
        {t.rich('opened', {
          customer: () => <bdi className="font-[560] text-text">{customerName ?? t('somebody')}</bdi>,
        })}
      </p>
      {isVisibleText(text) && (
        <p dir="auto" className="theirs text-xs">
          {t('quote', { text })}
        </p>
      )}
    </>
  );
}
