import { useTranslations } from 'next-intl';

import type { MediaContent } from '@/lib/messages/kinds/media';

import { isVisibleText } from '@/lib/messages/visible-text';

/** What a file is called on the screen: as its sender called it, else after its type. */
export function useMediaName(): (content: MediaContent) => string {
  const t = useTranslations('bubbles.media.type');
  return (content) =>
    isVisibleText(content.title) ? content.title : t(isVoice(content) ? 'voice' : content.mediaType);
}

/** WhatsApp records voice messages as Ogg, so other audio is a file that somebody passed on. */
export function isVoice({ mediaType, contentType }: MediaContent): boolean {
  return mediaType === 'audio' && /^(audio|application)\/ogg\b/i.test(contentType ?? '');
}
