import { CopyButton } from '../controls/CopyButton';

/** A value for machines, such as a payload: whole, in one width, and copied with a click. */
export function CopyableCode({ label, value, copyName }: { label: string; value: string; copyName: string }) {
  return (
    <div className="mt-2 border-t border-line pt-1.5 text-xs">
      <div className="flex items-center justify-between gap-3">
        <span className="text-text-2">{label}</span>
        <CopyButton text={value} name={copyName} />
      </div>
      <code className="theirs block font-mono text-[0.75rem]/[1.125rem] text-text">{value}</code>
    </div>
  );
}
