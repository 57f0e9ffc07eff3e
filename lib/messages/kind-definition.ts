/** Turns a key of `lib/i18n/en.json` under `preview` into words, so that previews speak the language of the screen. */
export type PreviewWords = (key: string, values?: Record<string, string | number>) => string;

/** What the domain knows about a kind beside its content. */
export type KindDefinition<Content> = {
  /** One line for the conversation list and quotes, without a line break; empty when there is nothing to say. */
  preview: (content: Content, words: PreviewWords) => string;
  /** Everything in the content that a person may search for, one string for each piece. */
  searchText: (content: Content) => string[];
};
