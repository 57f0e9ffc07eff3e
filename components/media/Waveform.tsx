/** How many bars fit beside the buttons without becoming a smear. */
const bars = 44;
const pitch = 5;
const height = 32;

/** The loudness of a recording over its length; the part before `played` (0 to 1) is lit. */
export function Waveform({ peaks, played }: { peaks: number[]; played: number }) {
  const path = barsOf(peaks);
  return (
    <div aria-hidden className="absolute inset-x-0 top-1/2 h-8 -translate-y-1/2">
      <Bars path={path} className="text-wave" />
      <div className="absolute inset-0" style={{ clipPath: `inset(0 ${String((1 - played) * 100)}% 0 0)` }}>
        <Bars path={path} className="text-accent" />
      </div>
    </div>
  );
}

function Bars({ path, className }: { path: string; className: string }) {
  return (
    <svg
      viewBox={`0 0 ${String(bars * pitch)} ${String(height)}`}
      preserveAspectRatio="none"
      className={`absolute inset-0 size-full ${className}`}
    >
      <path d={path} stroke="currentColor" strokeWidth={2.5} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function barsOf(peaks: number[]): string {
  const loudest = Math.max(...peaks, 1);
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars));
    const peak = Math.max(...peaks.slice(from, to), 0) / loudest;
    const half = Math.max(0.5, (peak * (height - 8)) / 2);
    const x = bar * pitch + pitch / 2;
    return `M${x} ${(height / 2 - half).toFixed(1)}V${(height / 2 + half).toFixed(1)}`;
  }).join('');
}
