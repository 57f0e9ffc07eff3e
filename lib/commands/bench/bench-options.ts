/**
 * How long a benchmark takes: rounds of each measurement, and seconds of a round and of what must last. `messages`: in
 * inboxes of which sizes reading is measured; `files`: how many are copied.
 */
export type BenchOptions = {
  rounds: number;
  seconds: number;
  sustained: number;
  messages: number[];
  files: number;
};
