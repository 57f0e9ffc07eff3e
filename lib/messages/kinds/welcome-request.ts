import type { KindDefinition } from '../kind-definition';

export type WelcomeRequestContent = { text: string | null };

export const welcomeRequest: KindDefinition<WelcomeRequestContent> = {
  preview: (_content, words) => words('welcomeRequest'),
  searchText: (content) => [content.text ?? ''],
};
