import { createResponse, type Session } from 'better-sse';
import { answer } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { openLiveStream } from '@/lib/inbox/open-live-stream';

export const dynamic = 'force-dynamic';

const KEEP_ALIVE_MS = 20_000;

/** `event: change` with the change's id; a reconnecting browser sends the last one in Last-Event-ID. */
export function GET(request: Request) {
  return answer(request, async (caller) => {
    permit(caller, 'inbox.read');
    const serverStops = new AbortController();
    let opened: Session | undefined;
    const response = createResponse(request, { keepAlive: KEEP_ALIVE_MS, headers: { 'cache-control': 'no-store, no-transform' } }, (session) => {
      opened = session;
    });
    if (!opened) return response;
    const session = opened;
    const close = await openLiveStream(caller, session.lastId === '' ? null : Number(session.lastId), {
      greet: (cursor) => session.push({}, 'hello', cursor.toString()),
      change: (id, data) => session.push(data, 'change', id.toString()),
      stop: () => { serverStops.abort(); },
    });
    session.once('disconnected', close);
    return new Response(response.body?.pipeThrough(new TransformStream(), { signal: serverStops.signal }), response);
  });
}
