'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useFormatter } from 'next-intl';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';

import type { NextPage } from '@/lib/client/use-next-page';

import { isDeletable } from './use-delete-media';
import type { Listed } from '../lists/use-messages-of-kind';
import { ListEnd } from '../controls/ListEnd';
import { mediaRows, neighbourOf, rowOfItem } from './media-rows';
import { MediaTile } from './MediaTile';
import type { MediaSelection } from './use-media-selection';

/** The least width of a tile and what is below its picture, in CSS pixels. */
const tileWidth = 138;
const captionHeight = 58;
const gap = 12;

/** Files under the names of their months. Only what is near the view is in the page, so thousands stay fluid. */
export function MediaGrid({
  items,
  selection,
  canSelect,
  showsCustomers,
  next,
  head,
}: {
  items: Listed<'media'>[];
  selection: MediaSelection;
  canSelect: boolean;
  showsCustomers: boolean;
  next: NextPage;
  /** What scrolls away above the files. */
  head: ReactNode;
}) {
  const { hasMore, load } = next;
  const format = useFormatter();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const { width, top } = useBox(grid);
  const columns = Math.max(2, Math.floor((width + gap) / (tileWidth + gap)));
  const rows = useMemo(() => {
    const monthOf = (at: string) => format.dateTime(new Date(at), { year: 'numeric', month: '2-digit' });
    return mediaRows({ items, columns, monthOf });
  }, [items, columns, format]);
  const rowHeight = (width - gap * (columns - 1)) / columns + captionHeight;
  const [currentIndex, setCurrentIndex] = useState(0);
  const current = Math.min(currentIndex, items.length - 1);
  const focusNext = useRef<number | null>(null);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => (rows[index]?.type === 'month' ? 44 : rowHeight),
    overscan: 3,
    scrollMargin: top,
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight]);

  const drawn = virtualizer.getVirtualItems();
  const lastDrawn = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastDrawn > rows.length - 6) load();
  }, [hasMore, lastDrawn, rows.length, load]);

  useEffect(() => {
    if (focusNext.current === null) return;
    const tile = grid.current?.querySelector<HTMLElement>(`[data-media-index="${focusNext.current}"]`);
    if (tile === null || tile === undefined) return;
    focusNext.current = null;
    tile.focus({ preventScroll: true });
  });

  const goTo = (index: number) => {
    focusNext.current = index;
    setCurrentIndex(index);
    virtualizer.scrollToIndex(rowOfItem(rows, index), { align: 'auto' });
  };

  const press = (event: KeyboardEvent) => {
    const item = items[current];
    if (canSelect && event.key === 'a' && (event.ctrlKey || event.metaKey)) selection.selectAll();
    else if (event.key === 'Escape' && selection.selected.size > 0) selection.clear();
    else if (canSelect && event.key === ' ' && item !== undefined) selection.toggle(item.message.id);
    else {
      const next = neighbourOf(rows, current, event.key, document.dir === 'rtl');
      const target = next === null ? undefined : items[next];
      if (next === null || target === undefined) return;
      if (canSelect && event.shiftKey) {
        if (selection.selected.size === 0 && item !== undefined) selection.toggle(item.message.id);
        selection.extendTo(target.message.id);
      }
      goTo(next);
    }
    event.preventDefault();
  };

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-6xl px-4 py-6 md:px-8 md:py-8">
        {head}
        <div
          ref={grid}
          onKeyDown={press}
          // Some browsers press a button when the space bar is let go.
          onKeyUp={(event) => {
            if (canSelect && event.key === ' ') event.preventDefault();
          }}
          onFocus={({ target }) => {
            const index = target.getAttribute('data-media-index');
            if (index !== null) setCurrentIndex(Number(index));
          }}
          className="relative"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {drawn.map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const place = { transform: `translateY(${start - top}px)` };
            const month = (at: string) => format.dateTime(new Date(at), { year: 'numeric', month: 'long' });
            if (row.type === 'month') {
              return (
                <h2 key={key} className="absolute inset-x-0 top-0 pt-4 text-sm font-[640]" style={place}>
                  {month(row.at)}
                </h2>
              );
            }
            return (
              <ul
                key={key}
                aria-label={month(row.items[0]?.message.sentAt ?? '')}
                className="absolute inset-x-0 top-0 grid"
                style={{ ...place, gap, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
              >
                {row.items.map((item, place) => (
                  <MediaTile
                    key={item.message.id}
                    item={item}
                    index={row.from + place}
                    isSelected={selection.selected.has(item.message.id)}
                    isSelecting={selection.selected.size > 0}
                    isCurrent={row.from + place === current}
                    showsCustomer={showsCustomers}
                    onChoose={
                      canSelect && isDeletable(item.message.content)
                        ? (isRange) => {
                            if (isRange && selection.selected.size > 0) selection.extendTo(item.message.id);
                            else selection.toggle(item.message.id);
                          }
                        : null
                    }
                  />
                ))}
              </ul>
            );
          })}
        </div>
        <ListEnd next={next} />
      </div>
    </div>
  );
}

/** How wide an element is, and how far below the top of the scrolled content; what is above it may change. */
function useBox(element: RefObject<HTMLElement | null>): { width: number; top: number } {
  const [box, setBox] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const { current } = element;
    const parent = current?.parentElement ?? null;
    if (current === null || parent === null) return;
    const measure = () => setBox({ width: current.clientWidth, top: current.offsetTop });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(parent);
    return () => observer.disconnect();
  }, [element]);
  return box;
}
