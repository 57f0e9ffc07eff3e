import { useRef, useState, type PointerEvent, type RefObject, type WheelEvent } from 'react';

type View = { scale: number; x: number; y: number };
type Point = { x: number; y: number };

const whole: View = { scale: 1, x: 0, y: 0 };
const largest = 6;
/** How far a finger goes before it turns the page, in CSS pixels. */
const swipeLength = 60;

/** Zooming and moving one picture by wheel, pointer, two fingers and keys; a swipe where nothing is zoomed turns the page. */
export function useZoom({
  stage,
  onSwipe,
}: {
  stage: RefObject<HTMLElement | null>;
  onSwipe: (pages: 1 | -1) => void;
}) {
  const [view, setView] = useState(whole);
  const [isHeld, setHeld] = useState(false);
  const pointers = useRef(new Map<number, Point>());
  const swipe = useRef<{ from: Point; wasOne: boolean } | null>(null);

  const zoomAt = (factor: number, at: Point = { x: 0, y: 0 }) => {
    setView((now) => {
      const scale = clamp(now.scale * factor, 1, largest);
      const ratio = scale / now.scale;
      // What is under the pointer stays under it.
      return within({ scale, x: at.x - (at.x - now.x) * ratio, y: at.y - (at.y - now.y) * ratio }, stage.current);
    });
  };
  const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = stage.current?.getBoundingClientRect();
    if (box === undefined) return { x: 0, y: 0 };
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, fromMiddle(event));
    swipe.current = { from: fromMiddle(event), wasOne: pointers.current.size === 1 && event.pointerType !== 'mouse' };
    setHeld(true);
  };
  const move = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = fromMiddle(event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other !== undefined) {
      zoomAt(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other));
    } else if (view.scale > 1) {
      setView((last) => within({ ...last, x: last.x + now.x - before.x, y: last.y + now.y - before.y }, stage.current));
    }
  };
  const up = (event: PointerEvent) => {
    const now = pointers.current.get(event.pointerId);
    pointers.current.delete(event.pointerId);
    if (pointers.current.size > 0 || now === undefined) return;
    setHeld(false);
    const start = swipe.current;
    swipe.current = null;
    if (start?.wasOne !== true || view.scale > 1) return;
    const along = now.x - start.from.x;
    if (Math.abs(along) > swipeLength && Math.abs(along) > Math.abs(now.y - start.from.y) * 1.5) {
      onSwipe(along < 0 ? 1 : -1);
    }
  };

  return {
    scale: view.scale,
    canGrow: view.scale < largest,
    zoomIn: () => {
      zoomAt(1.6);
    },
    zoomOut: () => {
      zoomAt(1 / 1.6);
    },
    reset: () => {
      setView(whole);
    },
    handlers: {
      onPointerDown: down,
      onPointerMove: move,
      onPointerUp: up,
      onPointerCancel: up,
      onWheel: (event: WheelEvent) => {
        zoomAt(Math.exp(-clamp(event.deltaY, -120, 120) / 300), fromMiddle(event));
      },
      onDoubleClick: (event: { clientX: number; clientY: number }) => {
        if (view.scale > 1) setView(whole);
        else zoomAt(2.5, fromMiddle(event));
      },
    },
    style: {
      transform: `translate(${String(view.x)}px, ${String(view.y)}px) scale(${String(view.scale)})`,
      transition: isHeld ? 'none' : 'transform 120ms ease-out',
      cursor: view.scale > 1 ? (isHeld ? 'grabbing' : 'grab') : 'zoom-in',
    },
  };
}

/** No further than the edges of the stage. */
function within({ scale, x, y }: View, stage: HTMLElement | null): View {
  const width = ((stage?.clientWidth ?? 0) * (scale - 1)) / 2;
  const height = ((stage?.clientHeight ?? 0) * (scale - 1)) / 2;
  return { scale, x: clamp(x, -width, width), y: clamp(y, -height, height) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
