import type { Answers } from './answers';
import { ApiProblem } from './api-problem';

type Asked = { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown; signal?: AbortSignal };

/** Asks our own API for JSON. Throws `ApiProblem` for every other answer; without a session it goes to the sign-in page. */
export async function ask<Name extends keyof Answers>(
  name: Name,
  path: string,
  asked: Asked = {},
): Promise<Answers[Name]> {
  const response = await send(path, asked);
  const answer: unknown = await response.json();
  if (!isAnswer(name, answer)) throw new ApiProblem(response.status, 'not_json', null);
  return answer;
}

/** Asks our own API to do something whose answer does not matter. Throws as `ask` does. */
export async function tell(path: string, asked: Asked): Promise<void> {
  await send(path, asked);
}

/** Asks our own API for a text, such as the source of a message. Throws as `ask` does. */
export async function askText(path: string, signal: AbortSignal): Promise<string> {
  return (await send(path, { signal })).text();
}

async function send(path: string, { method = 'GET', body, signal }: Asked): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
    cache: 'no-store',
  });
  if (response.ok) return response;
  if (response.status === 401 && !path.startsWith('/api/auth/')) window.location.assign('/sign-in');
  throw await readProblem(response);
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    const problem: unknown = JSON.parse(text);
    const code = readString(problem, 'code') ?? 'unexpected';
    return new ApiProblem(response.status, code, readDetail(problem) ?? readString(problem, 'message'));
  } catch {
    return new ApiProblem(response.status, 'unexpected', null);
  }
}

/** What the server says of this one request beyond what it says of all such. */
function readDetail(problem: unknown): string | null {
  const detail = readString(problem, 'detail');
  return detail === readString(problem, 'title') ? null : detail;
}

function readString(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const entry = Object.entries(value).find(([name]) => name === key);
  return typeof entry?.[1] === 'string' ? entry[1] : null;
}

// The server is ours and checked what it sends; zod stays there.
function isAnswer<Name extends keyof Answers>(_name: Name, answer: unknown): answer is Answers[Name] {
  return typeof answer === 'object' && answer !== null;
}
