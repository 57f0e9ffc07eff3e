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
