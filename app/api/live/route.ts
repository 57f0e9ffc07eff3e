import { createResponse, type Session } from 'better-sse';
import { answer } from '@/app/api/answer';
import { permit, type Caller } from '@/lib/access/caller';
import { openLiveStream } from '@/lib/inbox/reading/open-live-stream';

export const dynamic = 'force-dynamic';

const OPTIONS = { keepAlive: 20_000, headers: { 'cache-control': 'no-store, no-transform' } };

/** `event: change` with the change's id; a reconnecting browser sends the last one in Last-Event-ID. */
export function GET(request: Request) {
  return answer(request, (caller) => {
    permit(caller, 'inbox.read');
    const serverStops = new AbortController();
    const response = createResponse(request, OPTIONS, (session) => {
      void stream(caller, session, serverStops);
    });
    const body = response.body?.pipeThrough(new TransformStream(), { signal: serverStops.signal });
    return Promise.resolve(new Response(body ?? null, response));
  });
}

async function stream(caller: Caller, session: Session, serverStops: AbortController): Promise<void> {
  const stop = () => {
    serverStops.abort();
  };
  try {
    const close = await openLiveStream(caller, session.lastId === '' ? null : Number(session.lastId), {
      greet: (cursor) => session.push({}, 'hello', cursor.toString()),
      change: (id, data) => session.push(data, 'change', id.toString()),
      supersede: () => session.push({}, 'superseded'),
      stop,
    });
    serverStops.signal.addEventListener('abort', close);
    if (session.isConnected) session.once('disconnected', close);
    else close();
  } catch {
    // The browser connects again by itself.
    stop();
  }
}
