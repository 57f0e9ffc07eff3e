import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * Keeps the heap near what is in use. V8 sizes it by the memory of the whole machine and lets it double before it looks
 * for what is not needed any more; a server that has a machine to itself may, one beside others should not. It grows by
 * half: by a fifth, the collector kept one answer in twenty waiting. This is no limit: what is needed is had.
 */
export function saveMemory(): void {
  v8.setFlagsFromString('--heap-growing-percent=50');
}

/** Gives back what starting has left: once, for it stops everything for a moment. */
export function collectGarbage(): void {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc()');
}
