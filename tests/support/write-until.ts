import type { Inlet } from './start-inlet';

/** Sends one delivery after the other until told to stop, or until nobody answers, and notes which were acknowledged. */
export async function writeUntil(
  signal: AbortSignal,
  { deliver }: Inlet,
  next: () => string,
  acknowledged: Set<string>,
  again: string[],
): Promise<void> {
  while (!signal.aborted) {
    const body = next();
    const response = await deliver(body).catch(() => undefined);
    if (response?.status === 200) acknowledged.add(body);
    else again.push(body);
    if (!response) return;
  }
}
