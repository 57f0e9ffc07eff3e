import { useEffect, type RefObject } from 'react';

const name = 'found';

/**
 * Marks folded words in the messages that are drawn, by the browser's own highlights: bubbles and their letters stay as
 * they are. Browsers without them show the message alone.
 */
export function useFoundMarks(scroller: RefObject<HTMLElement | null>, words: readonly string[]): void {
  useEffect(() => {
    const root = scroller.current;
    if (root === null || words.length === 0 || !('highlights' in CSS)) return;
    let isOver = false;
    let frame: number | undefined;
    let mark = () => {};
    const observer = new MutationObserver(() => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        mark();
      });
    });
    // Comes with the first search in a conversation; without it nothing is marked.
    import('@/lib/messages/fold-text').then(
      ({ findFolded }) => {
        if (isOver) return;
        mark = () => {
          const texts = [...root.querySelectorAll('[data-message-id] .theirs')];
          const ranges = texts.flatMap((text) =>
            words.flatMap((word) => rangesIn(text, (all) => findFolded(all, word))),
          );
          CSS.highlights.set(name, new Highlight(...ranges));
        };
        mark();
        observer.observe(root, { childList: true, characterData: true, subtree: true });
      },
      () => {},
    );
    return () => {
      isOver = true;
      observer.disconnect();
      if (frame !== undefined) cancelAnimationFrame(frame);
      CSS.highlights.delete(name);
    };
  }, [scroller, words]);
}

/** How much of one text is looked through: comparing goes letter by letter. */
const depth = 20_000;

/** Ranges of the page for what `find` finds in the text of an element, also where a mark or a link begins in between. */
function rangesIn(element: Element, find: (text: string) => [from: number, to: number][]): Range[] {
  const nodes: { node: Node; from: number }[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let node = walker.nextNode(); node !== null && text.length < depth; node = walker.nextNode()) {
    nodes.push({ node, from: text.length });
    text += node.nodeValue ?? '';
  }
  return find(text.slice(0, depth)).flatMap(([from, to]) => {
    const first = nodes.findLast((each) => each.from <= from);
    const last = nodes.findLast((each) => each.from < to);
    if (first === undefined || last === undefined) return [];
    const range = document.createRange();
    range.setStart(first.node, from - first.from);
    range.setEnd(last.node, to - last.from);
    return range;
  });
}
