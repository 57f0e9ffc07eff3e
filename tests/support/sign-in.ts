import * as z from 'zod';
import type { Conversation } from '@/lib/messages/conversation';
import type { Message } from '@/lib/messages/message';
import type { Page, ThreadPage } from '@/lib/messages/page';
import { ADMIN, type Inlet } from './start-inlet';

export type Api = {
  /** What a browser would send along. */
  cookie: string;
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
  conversations: (query?: string) => Promise<Conversation[]>;
  /** The newest messages of a conversation, oldest first. */
  messages: (conversationId: string) => Promise<Message[]>;
  /** Messages of all conversations. */
  allMessages: () => Promise<Message[]>;
};

const conversationPage = z.custom<Page<Conversation>>();
const messagePage = z.custom<ThreadPage<Message>>();

/** Signs in as a browser does and gives what that person may ask for. */
export async function signIn(inlet: Inlet, account: { email: string; password: string } = ADMIN): Promise<Api> {
  const send = (path: string, init: RequestInit) => fetch(new URL(path, inlet.url), { redirect: 'manual', ...init });
  const response = await send('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: inlet.url },
    body: JSON.stringify({ email: account.email, password: account.password }),
  });
  if (!response.ok) throw new Error(`Signing in was answered with ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

  const ask: Api['ask'] = (method, path, body, headers = {}) =>
    send(path, {
      method,
      headers: {
        cookie,
        ...(method !== 'GET' && { origin: inlet.url }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const read = async (path: string): Promise<unknown> => {
    const answer = await ask('GET', path);
    if (!answer.ok) throw new Error(`GET ${path} was answered with ${answer.status}.`);
    return answer.json();
  };
  const conversations: Api['conversations'] = async (query = 'limit=200') =>
    conversationPage.parse(await read(`/api/conversations?${query}`)).items;
  const messages: Api['messages'] = async (id) =>
    messagePage.parse(await read(`/api/conversations/${id}/messages?limit=200`)).items;
  return {
    cookie,
    ask,
    conversations,
    messages,
    allMessages: async () => (await Promise.all((await conversations()).map(({ id }) => messages(id)))).flat(),
  };
}

/** Makes an account, as an administrator, and signs in with it. */
export async function signInAs(
  inlet: Inlet,
  role: 'viewer' | 'operator' | 'admin',
): Promise<Api & { email: string; password: string }> {
  const account = { email: `${role}@example.com`, password: 'a password of good length', name: `The ${role}`, role };
  const admin = await signIn(inlet);
  const made = await admin.ask('POST', '/api/auth/admin/create-user', account);
  if (!made.ok) throw new Error(`Making an account was answered with ${made.status}: ${await made.text()}`);
  return { ...(await signIn(inlet, account)), email: account.email, password: account.password };
}
