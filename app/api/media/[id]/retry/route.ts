import { answer, json, readId } from '@/app/api/answer';
import { retryMedia } from '@/lib/inbox/media/retry-media';

export function POST(request: Request, { params }: RouteContext<'/api/media/[id]/retry'>) {
  return answer(request, async (caller) => {
    await retryMedia(caller, readId((await params).id, 'media_not_found'));
    return json({ state: 'pending' });
  });
}
