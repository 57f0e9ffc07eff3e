import { useMemo, useState } from 'react';

/** Which files of a list are chosen: one by one, or all from the one chosen last up to another. */
export function useMediaSelection(ids: string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  // What is no longer in the list cannot be chosen either.
  const present = useMemo(() => new Set(ids), [ids]);
  const selected = useMemo(() => new Set([...chosen].filter((id) => present.has(id))), [chosen, present]);

  return {
    selected,
    toggle: (id: string) => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      setChosen(next);
      setAnchor(id);
    },
    /** All from the one chosen last up to this one. */
    extendTo: (id: string) => {
      const from = ids.indexOf(anchor ?? id);
      const to = ids.indexOf(id);
      if (from < 0 || to < 0) return;
      setChosen(new Set([...selected, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]));
    },
    selectAll: () => {
      setChosen(new Set(ids));
    },
    clear: () => {
      setChosen(new Set());
      setAnchor(null);
    },
  };
}

export type MediaSelection = ReturnType<typeof useMediaSelection>;
