import { scheduler } from 'node:timers/promises';
import { parseJson } from '@/lib/cm/parse-json';
import { isJsonObject, member, type Json } from '@/lib/cm/json';

const MOST_TRIES = 10;
const LONGEST_PAUSE_MS = 60_000;

export type ImportReport = {
  /** How many lines the webhook has taken; one that it has taken before counts too, and changes nothing. */
  taken: number;
  /** Numbers of lines, from 1, that are no JSON, and that the webhook refuses (larger than 1 MiB). */
  notJson: number[];
  refused: number[];
};

/**
 * Posts a log of earlier MOs to the webhook, line by line and in order: each line is an MO, a list of them, or an object
 * with a `body` that is one of both, or the text of it. Throws a sentence when the webhook cannot be reached.
 */
export async function importDeliveries(
  lines: AsyncIterable<string>,
  webhookUrl: string,
  onLine: (line: number, report: ImportReport) => void = () => {},
  pause = (milliseconds: number) => scheduler.wait(milliseconds),
): Promise<ImportReport> {
  const report: ImportReport = { taken: 0, notJson: [], refused: [] };
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const body = bodyOf(text);
    if (body === null) {
      report.notJson.push(line);
    } else if (body !== '') {
      const taken = await post(webhookUrl, body, line, pause);
      if (taken) report.taken += 1;
      else report.refused.push(line);
    }
    onLine(line, report);
  }
  return report;
}

/** What the line holds as it stands, so that the same line is the same delivery each time; null when it is no JSON. */
function bodyOf(line: string): string | null {
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text === '') return '';
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed.reason === 'too-deep' ? text : null;
  const wrapped: Json | undefined = isJsonObject(parsed.value) ? member(parsed.value, 'body') : undefined;
  if (wrapped === undefined) return text;
  return typeof wrapped === 'string' ? wrapped : JSON.stringify(wrapped);
}

async function post(
  webhookUrl: string,
  body: string,
  line: number,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<boolean> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const answer = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return true;
    if (answer?.status === 413) return false;
    if (answer?.status === 404)
      throw new Error('The webhook refused the address. Give the full webhook address with --url.');
    await pause(Math.min(500 * 2 ** attempt, LONGEST_PAUSE_MS));
  }
  throw new Error(
    `The webhook did not take line ${line.toString()}. What came before it is safe: start again when Inlet runs.`,
  );
}
