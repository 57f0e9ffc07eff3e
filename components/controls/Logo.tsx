/** Our sign: a message that comes in. */
export function Logo({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M9 9.500a1.500 1.500 0 0 1 1.500-1.500h11a1.500 1.500 0 0 1 1.500 1.500v9a1.500 1.500 0 0 1-1.500 1.500H15l-4 4v-4h-.5A1.500 1.500 0 0 1 9 18.500z"
        className="fill-on-accent"
      />
      <path
        d="M16 10.800v5m0 0-2.200-2.200m2.200 2.200 2.200-2.200"
        fill="none"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent"
      />
    </svg>
  );
}
