import { Fragment, type ReactNode } from 'react';

/** What has no look of its own and can change that of its neighbours: controls, and marks of direction and of no width. */
const unseen = /[^\P{Cc}\n\t\r]|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/** A text exactly as it is: what cannot be seen stands there by its number. */
export function RevealedText({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    parts.push(
      <Fragment key={index}>
        {text.slice(from, index)}
        <span className="rounded-xs bg-notice px-0.5 text-notice-text">{nameOf(character)}</span>
      </Fragment>,
    );
    from = index + character.length;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
