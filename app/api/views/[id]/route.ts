import { answer, json, readId, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { changeView, namedView, removeView } from '@/lib/inbox/reading/saved-views';

export function PATCH(request: Request, { params }: RouteContext<'/api/views/[id]'>) {
  return answer(request, async (caller) => {
    permit(caller, 'inbox.read');
    const id = readId((await params).id, 'view_not_found');
    return json(await changeView(caller, id, await readJson(request, namedView.partial())));
  });
}

export function DELETE(request: Request, { params }: RouteContext<'/api/views/[id]'>) {
  return answer(request, async (caller) => {
    await removeView(caller, readId((await params).id, 'view_not_found'));
    return new Response(null, { status: 204 });
  });
}
