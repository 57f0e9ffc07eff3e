import { LinkifyIt } from 'linkify-it';
import { Fragment, type ReactNode } from 'react';

import { readTextMarks, type MarkedText } from './text-marks';

const links = new LinkifyIt({ fuzzyLink: true });

/** A customer's text with WhatsApp's marks and its links, as React nodes only. */
export function RichText({ text }: { text: string }) {
  return (
    <p dir="auto" className={`theirs whitespace-pre-wrap ${isOnlyEmoji(text) ? 'text-big' : ''}`}>
      {renderParts(readTextMarks(text))}
    </p>
  );
}

function renderParts(parts: MarkedText[]): ReactNode {
  return parts.map((part, index) => <Fragment key={index}>{renderPart(part)}</Fragment>);
}

function renderPart(part: MarkedText): ReactNode {
  if (part.mark === null) return renderLinks(part.text);
  if (part.mark === 'code') {
    return <code className="rounded-xs bg-quote px-1 font-mono text-[0.92em]">{part.text}</code>;
  }
  const inside = renderParts(part.parts);
  if (part.mark === 'bold') return <strong className="font-[660]">{inside}</strong>;
  if (part.mark === 'italic') return <em>{inside}</em>;
  return <s>{inside}</s>;
}

function renderLinks(text: string): ReactNode {
  const matches = (links.match(text) ?? []).filter(({ url }) => /^(https?|mailto):/i.test(url));
  if (matches.length === 0) return text;
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const match of matches) {
    nodes.push(text.slice(at, match.index));
    nodes.push(
      <a
        key={match.index}
        href={match.url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent-strong underline decoration-1 underline-offset-2"
      >
        {text.slice(match.index, match.lastIndex)}
      </a>,
    );
    at = match.lastIndex;
  }
  nodes.push(text.slice(at));
  return nodes;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function isOnlyEmoji(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 40) return false;
  const pieces = [...graphemes.segment(trimmed)].map(({ segment }) => segment);
  return pieces.length <= 3 && pieces.every((piece) => /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(piece));
}
