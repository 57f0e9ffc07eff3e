import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, type Api } from '../support/sign-in';
import { ADMIN, startInlet, type Inlet } from '../support/start-inlet';

const PASSWORD = 'a password of good length';

let inlet: Inlet;
let admin: Api;
beforeAll(async () => {
  inlet = await startInlet();
  admin = await signIn(inlet);
});
afterAll(() => inlet.remove());

/** A live stream; `ended` resolves with all that it said. */
type Stream = { ended: Promise<string> };
type Person = { id: string; email: string; api: Api; stream: Stream };

/** Each way in which what somebody may do ends, or becomes something else. */
const ends: Record<string, (person: Person) => Promise<Response>> = {
  'signing out': ({ api }) => api.ask('POST', '/api/auth/sign-out', {}),
  'signing out everywhere': ({ api }) => api.ask('DELETE', '/api/account/sessions'),
  'an administrator who ends the sessions': ({ id }) => admin.ask('DELETE', `/api/accounts/${id}/sessions`),
  'a ban': ({ id }) => admin.ask('PATCH', `/api/accounts/${id}`, { banned: true }),
  'another role': ({ id }) => admin.ask('PATCH', `/api/accounts/${id}`, { role: 'viewer' }),
  'other business numbers': ({ id }) => admin.ask('PATCH', `/api/accounts/${id}`, { numbers: [] }),
  'a reset by link': async ({ id }) => {
    const made = await admin.ask('POST', `/api/accounts/${id}/password-link`);
    const link = fieldOf(await made.json(), 'link');
    const body = { token: link.split('#')[1], password: 'another password' };
    return admin.ask('POST', '/api/password-links/claim', body);
  },
  'a changed password, elsewhere': async ({ email }) => {
    const elsewhere = await signIn(inlet, { email, password: PASSWORD });
    return elsewhere.ask('PUT', '/api/account/password', { current: PASSWORD, password: 'another password' });
  },
  'a deleted account': ({ id }) => admin.ask('DELETE', `/api/accounts/${id}`),
};

describe('a session', () => {
  it('ends at the next request, and its live stream soon after, whatever ended it', async () => {
    const people = await Promise.all(
      Object.keys(ends).map(async (name, index) => {
        const account = { email: `p${index.toString()}@example.com`, password: PASSWORD, name, role: 'operator' };
        const made = await admin.ask('POST', '/api/auth/admin/create-user', account);
        const id = /"id":"(\w+)"/.exec(await made.text())?.[1] ?? '';
        const api = await signIn(inlet, account);
        return { name, person: { id, email: account.email, api, stream: await openStream({ cookie: api.cookie }) } };
      }),
    );
    const wanted = { name: 'Shop', scope: 'read', expiresAt: null };
    const shop: unknown = await (await admin.ask('POST', '/api/tokens', wanted)).json();
    const token = fieldOf(shop, 'token');
    const tokenStream = await openStream({ authorization: `Bearer ${token}` });
    const untouched = await openStream({ cookie: admin.cookie });

    for (const { name, person } of people) {
      expect((await ends[name]?.(person))?.ok, name).toBe(true);
      const next = await person.api.ask('POST', '/api/conversations/999999/handled');
      const goesOn = name === 'another role' ? 403 : name === 'other business numbers' ? 404 : 401;
      expect(next.status, name).toBe(goesOn);
    }
    expect((await admin.ask('DELETE', `/api/tokens/${fieldOf(shop, 'id')}`)).status).toBe(204);
    expect((await fetch(`${inlet.url}/api/counts`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
      401,
    );

    for (const { name, person } of people) expect(await endOf(person.stream), name).toContain('reset');
    expect(await endOf(tokenStream)).toContain('reset');
    expect(await Promise.race([untouched.ended, Promise.resolve('open')])).toBe('open');
  });
});

describe('a token', () => {
  it('that asks too often is told until when to wait', async () => {
    const wanted = { name: 'Hasty', scope: 'read', expiresAt: null };
    const made: unknown = await (await admin.ask('POST', '/api/tokens', wanted)).json();
    const headers = { authorization: `Bearer ${fieldOf(made, 'token')}` };
    const ask = () => fetch(`${inlet.url}/api/conversations/999999`, { headers });
    const known = [];
    for (let left = 600; left > 0; left -= 30) known.push(...(await Promise.all(Array.from({ length: 30 }, ask))));
    expect(known.filter(({ status }) => status !== 404)).toEqual([]);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });
});

describe('guessing a password', () => {
  it('is counted on after a restart, and by the address of the socket, whatever a client says', async () => {
    let reached = 0;
    const guess = async (forwarded: string) => {
      const response = await fetch(`${inlet.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: inlet.url,
          'x-forwarded-for': forwarded,
          'x-inlet-client-address': forwarded,
        },
        body: JSON.stringify({ email: ADMIN.email, password: 'not this one' }),
      });
      if (response.status === 401) reached += 1;
      else expect(response.status).toBe(429);
      return response;
    };
    for (let n = 1; n <= 6; n += 1) await guess(`198.51.100.${n.toString()}`);
    const { dataDir } = inlet;
    await inlet.stop();
    inlet = await startInlet({ dataDir });
    let last: Response | undefined;
    for (let n = 1; n <= 14; n += 1) last = await guess(`203.0.113.${n.toString()}`);
    expect(reached).toBeLessThanOrEqual(10);
    expect(reached).toBeGreaterThanOrEqual(6);
    expect(Number(last?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await last?.json()).toMatchObject({ status: 429, code: 'too_often' });
  });
});

async function openStream(headers: Record<string, string>): Promise<Stream> {
  const response = await fetch(`${inlet.url}/api/live`, { headers });
  expect(response.status).toBe(200);
  let said = '';
  const read = async () => {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) said += chunk.value;
  };
  // A stream that is cut off has ended too.
  return {
    ended: read().then(
      () => said,
      () => said,
    ),
  };
}

async function endOf({ ended }: Stream): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(resolve, 5000, 'still open')));
  const said = await Promise.race([ended, late]);
  clearTimeout(timer);
  return said;
}

function fieldOf(body: unknown, name: string): string {
  const entry = Object.entries(typeof body === 'object' && body !== null ? body : {}).find(([key]) => key === name);
  return String(entry?.[1]);
}
