import { RichText } from '../message/RichText';
import { isVisibleText } from '@/lib/messages/visible-text';

/** The words that came along with something else, unless they only repeat what the bubble already shows. */
export function Accompanying({ text, shown = [] }: { text: string | null; shown?: (string | null)[] }) {
  if (!isVisibleText(text)) return null;
  if (shown.some((other) => other !== null && other.trim() === text.trim())) return null;
  return <RichText text={text} />;
}
