'use client';

import { useTranslations } from 'next-intl';

import type { MessageOf } from '@/lib/messages/message';

import { Accompanying } from './Accompanying';
import { CopyableCode } from './CopyableCode';
import { KindLine } from './KindLine';

export function ButtonReplyBubble({ message }: { message: MessageOf<'buttonReply'> }) {
  const t = useTranslations('bubbles.buttonReply');
  const { source, title, payload, id } = message.content;
  return (
    <>
      <KindLine kind="buttonReply">{t(source)}</KindLine>
      {title !== null && (
        <p dir="auto" className="theirs text-md font-[620]">
          {title}
        </p>
      )}
      <Accompanying text={message.text} shown={[title]} />
      {payload !== null && <CopyableCode label={t('payload')} value={payload} copyName={t('copyPayload')} />}
      {id !== null && <CopyableCode label={t('id')} value={id} copyName={t('copyId')} />}
    </>
  );
}
