import { useFormatter, useTranslations } from 'next-intl';
import { Fragment, useState, type ReactNode } from 'react';

import { Button } from '../controls/Button';
import { readTextBlocks, type TextBlock } from './text-blocks';
import { readTextLinks } from './text-links';
import type { MarkedText } from './text-marks';

/** WhatsApp takes 4,096 characters; of what is longer than this, marks and links would cost a browser minutes. */
const longest = 10_000;

/** A customer's text with WhatsApp's blocks and marks and its links, as React nodes only. */
export function RichText({ text }: { text: string }) {
  if (isOnlyEmoji(text)) {
    return <p className="theirs text-big whitespace-pre-wrap">{text.trim()}</p>;
  }
  return text.length > longest ? <LongText text={text} /> : <MarkedUp text={text} />;
}

/** The beginning of a text that no message of a person has the length of; all of it, as typed, for who wants it. */
function LongText({ text }: { text: string }) {
  const t = useTranslations('bubbles.text');
  const format = useFormatter();
  const [isWhole, setWhole] = useState(false);
  if (isWhole) {
    return (
      <p dir="auto" className="theirs whitespace-pre-wrap">
        {text}
      </p>
    );
  }
  return (
    <>
      <MarkedUp text={`${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…`} />
      <Button look="inline" onPress={() => setWhole(true)}>
        {t('showAll', { count: format.number(text.length) })}
      </Button>
    </>
  );
}

function MarkedUp({ text }: { text: string }) {
  return (
    <div dir="auto" className="theirs space-y-1 whitespace-pre-wrap">
      {readTextBlocks(text).map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: TextBlock }) {
  if (block.block === 'code') {
    return (
      <pre dir="ltr" className="overflow-x-auto rounded-s bg-quote px-2.5 py-1.5 font-mono text-[0.88em]">
        <code>{block.text}</code>
      </pre>
    );
  }
  if (block.block === 'bullets') {
    return (
      <ul className="list-disc ps-5">
        {block.items.map((parts, index) => (
          <li key={index}>{renderParts(parts)}</li>
        ))}
      </ul>
    );
  }
  if (block.block === 'numbers') {
    return (
      <ol className="list-decimal ps-6">
        {block.items.map(({ number, parts }, index) => (
          <li key={index} value={number}>
            {renderParts(parts)}
          </li>
        ))}
      </ol>
    );
  }
  if (block.block === 'quote') {
    return (
      <blockquote className="border-s-[3px] border-line-strong ps-2.5 text-text-2">
        {renderParts(block.parts)}
      </blockquote>
    );
  }
  return <p>{renderParts(block.parts)}</p>;
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
  return readTextLinks(text).map((piece, index) =>
    piece.href === null ? (
      <Fragment key={index}>{piece.text}</Fragment>
    ) : (
      <a
        key={index}
        href={piece.href}
        {...(piece.href.startsWith('tel:') ? {} : { target: '_blank', rel: 'noopener noreferrer nofollow' })}
        className="text-accent-strong underline decoration-1 underline-offset-2"
      >
        {piece.text}
      </a>
    ),
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const emoji = /^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|\p{Emoji_Presentation}|\p{Extended_Pictographic})/u;

/** One to three emoji and nothing else are drawn big. */
function isOnlyEmoji(text: string): boolean {
  const trimmed = text.trim();
  // A family of four under skin tones has some thirty units; nobody needs a text that is longer looked at.
  if (trimmed === '' || trimmed.length > 120) return false;
  const pieces = [...graphemes.segment(trimmed)].map(({ segment }) => segment);
  return pieces.length <= 3 && pieces.every((piece) => emoji.test(piece));
}
