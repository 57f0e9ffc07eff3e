import { readTextMarks, type MarkedText } from './text-marks';

/** A block of a WhatsApp text. Lines of a list keep the number that was typed. */
export type TextBlock =
  | { block: 'paragraph' | 'quote'; parts: MarkedText[] }
  | { block: 'bullets'; items: MarkedText[][] }
  | { block: 'numbers'; items: { number: number; parts: MarkedText[] }[] }
  | { block: 'code'; text: string };

/**
 * Reads the blocks of a text as WhatsApp does: `> quote`, `- item` or `* item`, `1. item`, and what stands between lines
 * with three backticks. Everything else is a paragraph, with its line breaks.
 */
export function readTextBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[][] = [];
  let from = 0;
  for (const fence of text.matchAll(/```\n?([^]*?)\n?```/g)) {
    const code = fence[1] ?? '';
    // Within a line it is a mark and not a block.
    if (code.trim() === '' || !code.includes('\n')) continue;
    blocks.push(readLines(text.slice(from, fence.index).replace(/\n$/, '')), [{ block: 'code', text: code }]);
    from = fence.index + fence[0].length;
    if (text[from] === '\n') from += 1;
  }
  return [...blocks, readLines(text.slice(from))].flat();
}

type Line = { block: TextBlock['block']; text: string; number: number };

function readLines(text: string): TextBlock[] {
  if (text === '') return [];
  const groups: Line[][] = [];
  for (const line of text.split('\n').map(readLine)) {
    const group = groups.at(-1);
    if (group?.[0]?.block === line.block) group.push(line);
    else groups.push([line]);
  }
  return groups.map(blockOf);
}

function readLine(line: string): Line {
  const quote = /^>\s?(?=\S)(.*)$/.exec(line);
  if (quote) return { block: 'quote', text: quote[1] ?? '', number: 0 };
  // "* item" and not "*bold*": the blank behind the sign makes it a list.
  const bullet = /^\s{0,3}[-*•]\s+(?=\S)(.*)$/.exec(line);
  if (bullet) return { block: 'bullets', text: bullet[1] ?? '', number: 0 };
  const numbered = /^\s{0,3}(\d{1,4})\.\s+(?=\S)(.*)$/.exec(line);
  if (numbered) return { block: 'numbers', text: numbered[2] ?? '', number: Number(numbered[1]) };
  return { block: 'paragraph', text: line, number: 0 };
}

function blockOf(lines: Line[]): TextBlock {
  const block = lines[0]?.block ?? 'paragraph';
  if (block === 'bullets') return { block, items: lines.map((line) => readTextMarks(line.text)) };
  if (block === 'numbers') {
    return { block, items: lines.map((line) => ({ number: line.number, parts: readTextMarks(line.text) })) };
  }
  return {
    block: block === 'quote' ? 'quote' : 'paragraph',
    parts: readTextMarks(lines.map((line) => line.text).join('\n')),
  };
}
