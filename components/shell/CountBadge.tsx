/** A small exact count; nothing when there is nothing to count. The name beside it says what is counted. */
export function CountBadge({
  count,
  className = '',
  alert = false,
}: {
  count: number;
  className?: string;
  alert?: boolean;
}) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden
      className={`tabular h-4 min-w-4 rounded-full px-1 text-center text-[0.625rem]/4 font-semibold ${alert ? 'bg-danger text-on-danger' : 'bg-accent text-on-accent'} ${className}`}
    >
      {count}
    </span>
  );
}
