import { useTranslations } from 'next-intl';

import { say } from '../shell/status';

/** Puts a text on the clipboard and says whether it is there: a browser may forbid it, and over plain HTTP has none. */
export function useCopy(): (text: string) => void {
  const t = useTranslations('controls');
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      say({ words: t('copied'), tone: 'done' });
    } catch {
      say({ words: t('copyFailed'), tone: 'failed' });
    }
  };
  return (text) => void copy(text);
}
