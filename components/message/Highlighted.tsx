import type { ReactNode } from 'react';

/** A text with the parts that were found marked; `ranges` are UTF-16 offsets. */
export function Highlighted({ text, ranges }: { text: string; ranges: [number, number][] }) {
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at) continue;
    nodes.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  nodes.push(text.slice(at));
  return <>{nodes}</>;
}
