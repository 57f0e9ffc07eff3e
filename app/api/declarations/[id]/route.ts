import { answer, readId } from '@/app/api/answer';
import { undoDeclaration } from '@/lib/inbox/customers/undo-declaration';

export function DELETE(request: Request, { params }: RouteContext<'/api/declarations/[id]'>) {
  return answer(request, async (caller) => {
    await undoDeclaration(caller, readId((await params).id, 'declaration_not_found'));
    return new Response(null, { status: 204 });
  });
}
