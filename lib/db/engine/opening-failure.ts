import { isDiskFull } from './is-disk-full';

/** What stops a start, as one sentence for a person; `where` names the file or the server. */
export class OpeningFailure extends Error {}

/** The sentence for an error that came up while the database at `where` was opened or brought up to date. */
export function openingFailure(error: unknown, where: string): OpeningFailure {
  if (error instanceof OpeningFailure) return error;
  if (isDiskFull(error))
    return new OpeningFailure(`The disk of ${where} is full. Free some space and start again; nothing has changed.`, {
      cause: error,
    });
  const said = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
  return new OpeningFailure(`${where} could not be opened or brought up to date, and was left as it was: ${said}`, {
    cause: error,
  });
}
