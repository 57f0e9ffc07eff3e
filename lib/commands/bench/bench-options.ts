/** How long a benchmark takes: rounds of each measurement, and seconds of a round and of what must last. */
export type BenchOptions = { rounds: number; seconds: number; sustained: number };
