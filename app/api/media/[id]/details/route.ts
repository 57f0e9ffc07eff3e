import { answer, json, readId } from '@/app/api/answer';
import { describeMedia } from '@/lib/inbox/media/describe-media';

export function GET(request: Request, { params }: RouteContext<'/api/media/[id]/details'>) {
  return answer(request, async (caller) =>
    json(await describeMedia(caller, readId((await params).id, 'media_not_found'))),
  );
}
