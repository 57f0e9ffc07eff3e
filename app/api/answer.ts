import type * as z from 'zod';
import { assertOwnOrigin } from '@/lib/access/assert-own-origin';
import type { Caller } from '@/lib/access/caller';
import { callerOf } from '@/lib/access/caller-of';
import { readBody } from '@/lib/access/read-body';
import { recordRefusal } from '@/lib/access/record-refusal';
import { Refusal, type RefusalCode } from '@/lib/access/refusal';
import { refusalOf } from '@/lib/access/refusal-of';
import { log } from '@/lib/config/log';
import { readRowId } from '@/lib/access/row-id';

type Problem = {
  message: string;
  status: number;
  code: string;
  detail?: string | undefined;
  retryAt?: Date | undefined;
};
type Work = (caller: Caller, request: Request) => Promise<Response>;

/**
 * Answers a request of somebody who is signed in: knows the caller, does the work, and turns refusals into problems. Work
 * that reads a body asks for the right first, so that the wrong role is told so whatever it sends.
 */
export async function answer(request: Request, work: Work): Promise<Response> {
  return withProblems(async () => {
    if (request.method !== 'GET' && request.method !== 'HEAD') assertOwnOrigin(request.headers);
    const caller = await callerOf(request.headers);
    try {
      return await work(caller, request);
    } catch (error) {
      if (error instanceof Refusal && error.status === 403) await recordRefusal(caller, request, error.code);
      throw error;
    }
  });
}

/** An id of an account or a session in a path. Throws `Refusal` with the given code when it cannot be one. */
export function readName(text: string, code: RefusalCode): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(text)) throw new Refusal(code);
  return text;
}

/** The answer to a change that has nothing to tell. */
export function done(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}

/** Turns what is thrown into `application/problem+json`. What was not foreseen is logged by its name and says nothing. */
export async function withProblems(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return problem(refusal);
    log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'A request failed.');
    return problem({ message: 'Something went wrong on the server.', status: 500, code: 'failed' });
  }
}

/** Data that belongs to a session: never kept by a cache. */
export function json(data: unknown, status = 200): Response {
  return Response.json(data, { status, headers: { 'cache-control': 'no-store' } });
}

/** A delivery as sent, as text that no browser takes for anything else. */
export function source(text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The one answer to every unknown path of the API. */
export function answerNotFound(): Response {
  return problem(new Refusal('not_found'));
}

/** The body of a change, read with a schema. Throws `ZodError`, also for a body that is no JSON. */
export async function readJson<Output>(request: Request, schema: z.ZodType<Output>): Promise<Output> {
  return schema.parse(await readBody(request));
}

/** The query of an address, read with a schema; U+0000 reads as U+2400, as it does in messages. Throws `ZodError`. */
export function readQuery<Output>(request: Request, schema: z.ZodType<Output>): Output {
  const query = [...new URL(request.url).searchParams].map(([name, value]) => [name, value.replaceAll('\0', '\u2400')]);
  return schema.parse(Object.fromEntries(query));
}

/** An id in a path. Throws `Refusal` with the given code when it cannot be one. */
export function readId(text: string, code: RefusalCode): number {
  const id = readRowId(text);
  if (id === null) throw new Refusal(code);
  return id;
}

function problem({ message, status, code, detail, retryAt }: Problem): Response {
  return Response.json(
    // Where there is no more to say of this one request, what the code says is the detail too.
    { title: message, status, detail: detail ?? message, code },
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...(status === 503 && { 'retry-after': '5' }),
        ...(retryAt && { 'retry-after': secondsUntil(retryAt).toString() }),
      },
    },
  );
}

function secondsUntil(instant: Date): number {
  return Math.max(Math.ceil((instant.getTime() - Date.now()) / 1000), 1);
}
