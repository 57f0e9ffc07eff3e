import type { Kind } from './kind';
import type { MediaType } from './kinds/media';

export const operators = ['from', 'kind', 'has', 'is', 'before', 'after', 'number', 'sku'] as const;
export type Operator = (typeof operators)[number];

/** What `has:` can ask for. */
export type Has = 'media' | 'link' | MediaType;

/** What `is:` can ask for. */
export const states = ['unread', 'new', 'done'] as const;
export type Is = (typeof states)[number];

/** The words for kinds, as people say them; the first of each is suggested. */
const kindWords: Record<Kind, [string, ...string[]]> = {
  text: ['text'],
  media: ['media', 'file', 'files'],
  location: ['location', 'place', 'places', 'locations'],
  contacts: ['contacts', 'contact'],
  order: ['order', 'orders'],
  buttonReply: ['button', 'buttons', 'buttonreply'],
  listReply: ['list', 'listreply'],
  flowReply: ['flow', 'form', 'flowreply'],
  welcomeRequest: ['welcome', 'welcomerequest'],
  error: ['error', 'errors', 'failed'],
  unknown: ['unknown'],
};

const hasWords: Record<Has, string[]> = {
  media: ['media', 'file', 'files', 'attachment'],
  image: ['photo', 'image', 'photos', 'images', 'picture'],
  video: ['video', 'videos'],
  audio: ['voice', 'audio', 'sound'],
  document: ['document', 'documents', 'pdf'],
  sticker: ['sticker', 'stickers'],
  link: ['link', 'links', 'url'],
};

/** The operator of this name, in any case; null when there is none. */
export function operatorOf(name: string): Operator | null {
  return operators.find((operator) => operator === name.toLowerCase()) ?? null;
}

/** The kind that a folded word means. */
export function readKind(word: string): Kind | undefined {
  return keyOf(kindWords, word);
}

/** The word that `kind:` takes for a kind. */
export function wordOfKind(kind: Kind): string {
  return kindWords[kind][0];
}

/** What a folded word after `has:` means. */
export function readHas(word: string): Has | undefined {
  return keyOf(hasWords, word);
}

/** What a folded word after `is:` means. */
export function readIs(word: string): Is | undefined {
  return states.find((state) => state === word);
}

/** Whether a day stands behind this operator. */
export function takesDay(operator: Operator): boolean {
  return operator === 'before' || operator === 'after';
}

/** The words that are suggested after an operator; none where anything may follow. */
export function valuesOf(operator: Operator): string[] {
  const firstOf = (words: Record<string, string[]>) => Object.values(words).flatMap(([first]) => first ?? []);
  switch (operator) {
    case 'kind':
      return firstOf(kindWords);
    case 'has':
      return firstOf(hasWords);
    case 'is':
      return [...states];
    case 'before':
    case 'after':
      return ['today', 'yesterday'];
    case 'from':
    case 'number':
    case 'sku':
      return [];
  }
}

function keyOf<Key extends string>(words: Record<Key, string[]>, word: string): Key | undefined {
  for (const key in words) if (words[key].includes(word)) return key;
  return undefined;
}
