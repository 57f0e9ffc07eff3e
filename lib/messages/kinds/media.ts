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
