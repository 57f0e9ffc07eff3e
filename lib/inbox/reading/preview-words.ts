import { createTranslator } from 'use-intl/core';
import type { PreviewWords } from '@/lib/messages/kind-definition';
import messages from '@/lib/i18n/en.json';

const translate = createTranslator({ locale: 'en-GB', messages, namespace: 'preview' });

/** The words of previews, outside React. */
export const previewWords: PreviewWords = (key, values) => (isPreviewKey(key) ? translate(key, values) : key);

function isPreviewKey(key: string): key is keyof typeof messages.preview {
  return key in messages.preview;
}
