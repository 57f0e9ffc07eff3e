const DEADLINE_MS = 30_000;
/** What a body itself is the reason for: sending it again cannot help for ever. */
const REFUSALS = [400, 413, 415, 422];

/** How a second receiver answered: `refused` it will not have this body; `failed` anything else that is not a success. */
export type Passing = 'taken' | 'refused' | 'failed';

type Posted = { body: Uint8Array<ArrayBuffer>; contentType: string | null; encoding: string | null };

/** Posts a delivery's bytes as they came to a second receiver. Never throws, and no redirect is followed. */
export async function postDelivery(
  address: string,
  { body, contentType, encoding }: Posted,
  stop: AbortSignal,
): Promise<Passing> {
  const url = new URL(address);
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  [url.username, url.password] = ['', ''];
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(DEADLINE_MS)]),
      headers: {
        'user-agent': 'Inlet',
        ...(contentType !== null && { 'content-type': contentType }),
        ...(encoding !== null && { 'content-encoding': encoding }),
        ...(credentials !== ':' && { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
      },
    });
    await answer.body?.cancel();
    if (answer.ok) return 'taken';
    return REFUSALS.includes(answer.status) ? 'refused' : 'failed';
  } catch {
    return 'failed';
  }
}
