export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type FlowReplyContent = {
  name: string | null;
  flowToken: string | null;
  fields: { name: string; value: JsonValue }[];
};
