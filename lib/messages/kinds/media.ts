import type { KindDefinition, PreviewWords } from '../kind-definition';

export type MediaType = 'image' | 'video' | 'audio' | 'sticker' | 'document';

/** `pending`: not copied yet. `unavailable`: CM.com no longer has it or did not answer. `blocked`: not on an allowed server. */
export type MediaState = 'pending' | 'stored' | 'unavailable' | 'blocked' | 'deleted';

export type MediaContent = {
  mediaId: string;
  mediaType: MediaType;
  contentType: string | null;
  title: string | null;
  state: MediaState;
  deletedAt: string | null;
};

export const media: KindDefinition<MediaContent> = {
  preview: (content, words) => {
    const name = mediaName(content, words);
    if (content.state === 'deleted') return words('mediaDeleted', { media: name });
    return content.title === null ? name : words('mediaTitled', { media: name, title: content.title });
  },
  searchText: (content) => [content.title ?? ''],
};

/** WhatsApp records voice messages as Ogg, so other audio is a file that somebody passed on. */
function mediaName(content: MediaContent, words: PreviewWords): string {
  const recorded = content.mediaType === 'audio' && /^(audio|application)\/ogg\b/i.test(content.contentType ?? '');
  return words(recorded ? 'voice' : content.mediaType);
}
