import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mediaResponse } from './media-response';

const folder = mkdtempSync(path.join(tmpdir(), 'inlet-response-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const WHOLE = '0123456789';
const tag = '"a5a5"';

async function ask(headers: Record<string, string>, { method = 'GET', bytes = WHOLE } = {}) {
  const name = path.join(folder, 'file');
  writeFileSync(name, bytes);
  const handle = await open(name);
  const file = { handle, size: bytes.length, storedType: 'image/png', sha256: 'a5a5', title: 'a "quoted"\r\nname.png' };
  const request = new Request('http://localhost/api/media/1', { method, headers });
  const response = await mediaResponse(request, file, { download: false });
  const answer = {
    status: response.status,
    range: response.headers.get('content-range'),
    length: response.headers.get('content-length'),
    body: await response.text(),
  };
  expect(response.headers.get('etag')).toBe(tag);
  // Nobody holds the file any more.
  expect(handle.fd).toBe(-1);
  return answer;
}

it.each<[string, number, string, string | null]>([
  ['bytes=0-', 206, WHOLE, 'bytes 0-9/10'],
  ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=-99', 206, WHOLE, 'bytes 0-9/10'],
  ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['bytes=-0', 416, '', 'bytes */10'],
  ['bytes=4-2', 200, WHOLE, null],
  ['bytes=0-1,3-4', 200, WHOLE, null],
  ['bytes=a-b', 200, WHOLE, null],
  ['lines=1-2', 200, WHOLE, null],
])('asked for %s, answers %i', async (range, status, body, said) => {
  expect(await ask({ range })).toMatchObject({ status, body, range: said });
});

it('tells a browser to run nothing of it, to keep nothing, and to take it for nothing else', async () => {
  const name = path.join(folder, 'page');
  writeFileSync(name, WHOLE);
  const said = async (storedType: string | null, download: boolean) => {
    const file = { handle: await open(name), size: WHOLE.length, storedType, sha256: 'a5a5', title: null };
    const request = new Request('http://localhost/api/media/1');
    const { headers, body } = await mediaResponse(request, file, { download });
    await body?.cancel();
    const [shown] = (headers.get('content-disposition') ?? '').split(';');
    return { ...Object.fromEntries(headers), 'content-disposition': shown };
  };
  const always = {
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    'content-length': '10',
    etag: tag,
  };
  const shown = { ...always, 'content-disposition': 'inline' };
  expect(await said('image/png', false)).toEqual({ ...shown, 'content-type': 'image/png' });
  const saved = { ...always, 'content-disposition': 'attachment' };
  expect(await said('image/png', true)).toEqual({ ...saved, 'content-type': 'image/png' });
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', null])
    expect(await said(type, false)).toEqual({ ...saved, 'content-type': 'application/octet-stream' });
});

it.each([tag, `W/${tag}`, `"other", ${tag}`, '*'])('has nothing to send to who has %s', async (condition) => {
  expect(await ask({ 'if-none-match': condition })).toMatchObject({ status: 304, body: '' });
});

it('sends the whole of what is another file by now, and the rest of what is the same', async () => {
  expect(await ask({ 'if-none-match': '"other"' })).toMatchObject({ status: 200, body: WHOLE });
  expect(await ask({ range: 'bytes=5-', 'if-range': '"other"' })).toMatchObject({ status: 200, body: WHOLE });
  expect(await ask({ range: 'bytes=5-', 'if-range': tag })).toMatchObject({ status: 206, body: '56789' });
});

it('says how much there is without sending it, and sends nothing of nothing', async () => {
  expect(await ask({}, { method: 'HEAD' })).toMatchObject({ status: 200, body: '', length: '10' });
  expect(await ask({}, { bytes: '' })).toMatchObject({ status: 200, body: '', length: '0' });
  expect(await ask({ range: 'bytes=0-' }, { bytes: '' })).toMatchObject({ status: 416, body: '' });
});

it('lets go of the file when nobody reads on', async () => {
  const name = path.join(folder, 'long');
  writeFileSync(name, 'x'.repeat(1_000_000));
  const handle = await open(name);
  const file = { handle, size: 1_000_000, storedType: null, sha256: 'b6', title: null };
  const response = await mediaResponse(new Request('http://localhost/api/media/1'), file, { download: false });
  const reader = response.body?.getReader();
  expect((await reader?.read())?.value?.length).toBe(64 * 1024);
  await reader?.cancel();
  expect(handle.fd).toBe(-1);
});
