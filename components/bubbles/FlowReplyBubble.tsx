'use client';

import { useTranslations } from 'next-intl';

import type { JsonValue } from '@/lib/messages/kinds/flow-reply';
import type { MessageOf } from '@/lib/messages/message';

import { Accompanying } from './Accompanying';
import { CopyableCode } from './CopyableCode';
import { KindLine } from './KindLine';

export function FlowReplyBubble({ message }: { message: MessageOf<'flowReply'> }) {
  const t = useTranslations('bubbles.flowReply');
  const { name, flowToken, fields } = message.content;
  return (
    <>
      <KindLine kind="flowReply">{name === null ? t('kind') : t('kindNamed', { name })}</KindLine>
      {fields.length === 0 ? (
        <p className="text-sm text-text-2 italic">{t('noFields')}</p>
      ) : (
        <table className="w-full text-sm">
          <caption className="sr-only">{t('caption')}</caption>
          <tbody>
            {fields.map((field, index) => (
              <tr key={index} className="border-b border-line align-top last:border-0">
                <th scope="row" dir="auto" className="theirs w-2/5 py-1.5 pe-3 text-start font-normal text-text-2">
                  {field.name}
                </th>
                <td className="tabular py-1.5 text-start">
                  <FieldValue value={field.value} depth={0} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Accompanying text={message.text} />
      {flowToken !== null && <CopyableCode label={t('token')} value={flowToken} copyName={t('copyToken')} />}
    </>
  );
}

const deepest = 5;

function FieldValue({ value, depth }: { value: JsonValue; depth: number }) {
  const t = useTranslations('bubbles.flowReply');
  if (value === null) return <span className="text-text-2 italic">{t('nothing')}</span>;
  if (typeof value !== 'object') {
    return (
      <span dir="auto" className="theirs whitespace-pre-wrap">
        {String(value)}
      </span>
    );
  }
  if (depth >= deepest) return <code className="theirs font-mono text-xs">{JSON.stringify(value)}</code>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="text-text-2 italic">{t('nothing')}</span>;
    return (
      <ul className="space-y-1">
        {value.map((item, index) => (
          <li key={index}>
            <FieldValue value={item} depth={depth + 1} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="space-y-1 border-s-2 border-line ps-2">
      {Object.entries(value).map(([name, inner]) => (
        <div key={name}>
          <dt dir="auto" className="theirs text-xs text-text-2">
            {name}
          </dt>
          <dd>
            <FieldValue value={inner} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
