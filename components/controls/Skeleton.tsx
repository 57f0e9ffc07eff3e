/** Stands where something will be; the words that it is loading belong to whoever places it. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden className={`block animate-breathe rounded-s bg-line ${className}`} />;
}
