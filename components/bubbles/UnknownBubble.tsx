'use client';

import { useTranslations } from 'next-intl';

import type { MessageOf } from '@/lib/messages/message';

import { ViewSourceButton } from '../message/ViewSource';
import { Accompanying } from './Accompanying';
import { KindLine } from './KindLine';

export function UnknownBubble({ message }: { message: MessageOf<'unknown'> }) {
  const t = useTranslations('bubbles.unknown');
  const { messageType } = message.content;
  return (
    <>
      <KindLine kind="unknown">{t('kind')}</KindLine>
      <p className="text-sm text-text-2">
        {messageType === null
          ? t('explain')
          : t.rich('explainNamed', { type: () => <code className="theirs font-mono text-text">{messageType}</code> })}
      </p>
      <Accompanying text={message.text} />
      <ViewSourceButton messageId={message.id} />
    </>
  );
}
