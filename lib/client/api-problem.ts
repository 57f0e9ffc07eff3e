/** An answer that is not a success, told as `application/problem+json`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string | null,
  ) {
    super(`The server answered ${String(status)} (${code}).`);
  }
}

/** The server's own sentence for this failure; null when it has none, or did not answer. */
export function reasonOf(error: unknown): string | null {
  return error instanceof ApiProblem ? error.detail : null;
}
