export type TextContent = { text: string };
