import { answer, json, readId } from '@/app/api/answer';
import { deleteMedia } from '@/lib/inbox/media/delete-media';
import { openMedia } from '@/lib/inbox/media/open-media';
import { mediaResponse } from '@/lib/media/media-response';

type Context = RouteContext<'/api/media/[id]'>;

export function GET(request: Request, { params }: Context) {
  return answer(request, async (caller) => {
    const file = await openMedia(caller, readId((await params).id, 'media_not_found'));
    return mediaResponse(request, file, { download: new URL(request.url).searchParams.has('download') });
  });
}

export function DELETE(request: Request, { params }: Context) {
  return answer(request, async (caller) =>
    json({ outcome: await deleteMedia(caller, readId((await params).id, 'media_not_found')) }),
  );
}
