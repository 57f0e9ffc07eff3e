'use client';

import { useTranslations } from 'next-intl';

import type { MessageOf } from '@/lib/messages/message';

import { useThreadActions } from '../message/ThreadContext';
import { Accompanying } from './Accompanying';

/** Says what went wrong. What did arrive beside the error is drawn under it by `MessageBubble`. */
export function ErrorBubble({ message }: { message: MessageOf<'error'> }) {
  const t = useTranslations('bubbles.error');
  const { customerName } = useThreadActions();
  const { error, partial } = message.content;
  return (
    <>
      <p className="font-[620]">{t.rich('title', { customer: () => <bdi>{customerName ?? t('somebody')}</bdi> })}</p>
      <p dir="auto" className="theirs">
        {t('reason', { reason: error })}
      </p>
      {partial === null && <Accompanying text={message.text} shown={[error]} />}
    </>
  );
}
