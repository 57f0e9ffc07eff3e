import type { KindDefinition } from '../kind-definition';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type FlowReplyContent = {
  name: string | null;
  flowToken: string | null;
  fields: { name: string; value: JsonValue }[];
};

export const flowReply: KindDefinition<FlowReplyContent> = {
  preview: (content, words) => {
    const answers = content.fields.flatMap(({ name, value }) => {
      const short = shortValue(value);
      return short === '' ? [] : [`${name}: ${short}`];
    });
    if (answers.length > 0) return words('flowReply', { answers: answers.slice(0, 8).join(', ') });
    return content.name === null ? words('flowReplyEmpty') : words('flowReply', { answers: content.name });
  },
  searchText: (content) => [
    content.name ?? '',
    content.flowToken ?? '',
    ...content.fields.flatMap(({ name, value }) => [name, ...searchValue(value)]),
  ],
};

/** A scalar, or a list of scalars; nested objects are left to the bubble. */
function shortValue(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(shortScalar).filter(Boolean).join(', ');
  return shortScalar(value);
}

function shortScalar(value: JsonValue): string {
  return value === null || typeof value === 'object' ? '' : String(value);
}

function searchValue(value: JsonValue): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(searchValue);
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, inner]) => [name, ...searchValue(inner)]);
  return [String(value)];
}
