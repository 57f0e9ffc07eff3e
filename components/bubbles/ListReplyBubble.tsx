'use client';

import { useTranslations } from 'next-intl';

import type { MessageOf } from '@/lib/messages/message';

import { Accompanying } from './Accompanying';
import { CopyableCode } from './CopyableCode';
import { KindLine } from './KindLine';

export function ListReplyBubble({ message }: { message: MessageOf<'listReply'> }) {
  const t = useTranslations('bubbles.listReply');
  const { id, title, description } = message.content;
  return (
    <>
      <KindLine kind="listReply">{t('kind')}</KindLine>
      {title !== null && (
        <p dir="auto" className="theirs text-md font-[620]">
          {title}
        </p>
      )}
      {description !== null && (
        <p dir="auto" className="theirs text-sm text-text-2">
          {description}
        </p>
      )}
      <Accompanying text={message.text} shown={[title, description]} />
      {id !== null && <CopyableCode label={t('id')} value={id} copyName={t('copyId')} />}
    </>
  );
}
