/** A key, as it is written on the keyboard. */
export function Keycap({ children }: { children: string }) {
  return (
    <kbd className="min-w-6 rounded-s bg-sunken px-1.5 text-center font-sans text-xs/5.5 font-semibold text-text-2 ring-1 ring-line-strong ring-inset">
      {children}
    </kbd>
  );
}
