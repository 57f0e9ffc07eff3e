import { useMessages, useTranslations } from 'next-intl';

import { isErased } from '@/lib/messages/erased';
import type { Message } from '@/lib/messages/message';
import { previewOf } from '@/lib/messages/preview-of';

import { useInstantWords } from '../controls/Instant';

/** Gives a message in one breath, for who hears the thread: what it says, who sent it, what it answers, and when. */
export function useMessageSummary(): (message: Message, customerName: string | null) => string {
  const t = useTranslations('summary');
  const words = useTranslations('preview');
  const known = useMessages().preview;
  const at = useInstantWords();
  const isKnown = (key: string): key is keyof typeof known => Object.hasOwn(known, key);
  return (message, customerName) => {
    const who = message.direction === 'MT' ? t('you') : (customerName ?? t('customer'));
    const said = isErased(message)
      ? t('erased')
      : previewOf(message, (key, values) => (isKnown(key) ? words(key, values) : key)) || t('nothing');
    const answered = answeredWords(message);
    // As one hears it: "Location, CM HQ" and not "Location dot CM HQ".
    return [said.replaceAll(' · ', ', '), who, ...answered, at(message.sentAt, 'time')].join(', ');
  };

  function answeredWords({ quoted }: Message): string[] {
    if (quoted === null) return [];
    return [quoted.state === 'known' && quoted.preview !== '' ? t('answers', { preview: quoted.preview }) : t('reply')];
  }
}
