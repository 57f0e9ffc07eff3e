import { UserRound } from 'lucide-react';

const sizes = { s: 'size-9 text-sm', m: 'size-10 text-base', l: 'size-16 text-xl' };

/** The initials of a name; never a picture, for that would come from somewhere else. */
export function Avatar({
  name,
  size = 'm',
  onTint = false,
}: {
  name: string | null;
  size?: keyof typeof sizes;
  onTint?: boolean;
}) {
  const initials = name === null ? '' : initialsOf(name);
  return (
    <span
      aria-hidden
      className={`grid shrink-0 place-items-center overflow-hidden rounded-full font-semibold text-text-2 select-none ${onTint ? 'bg-surface' : 'bg-avatar'} ${sizes[size]}`}
    >
      {initials === '' ? <UserRound className="size-1/2" strokeWidth={1.75} /> : <bdi>{initials}</bdi>}
    </span>
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letters of the first and last word; nothing when the name has no letter or digit. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\p{Cf}]+/u).flatMap((word) => firstLetter(word) ?? []);
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return `${first ?? ''}${last ?? ''}`.toUpperCase();
}

// A letter under a tower of marks would grow over the whole row.
function firstLetter(word: string): string | null {
  for (const { segment } of graphemes.segment(word.slice(0, 40))) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.length > 4 ? segment.slice(0, 1) : segment;
  }
  return null;
}
