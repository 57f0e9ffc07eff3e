import { answer, done, readId } from '@/app/api/answer';
import { blockCustomer } from '@/lib/inbox/acting/block-customer';

type Context = RouteContext<'/api/conversations/[id]/block'>;

export function POST(request: Request, { params }: Context) {
  return answer(request, async (caller) => {
    await blockCustomer(caller, readId((await params).id, 'conversation_not_found'), true);
    return done();
  });
}

export function DELETE(request: Request, { params }: Context) {
  return answer(request, async (caller) => {
    await blockCustomer(caller, readId((await params).id, 'conversation_not_found'), false);
    return done();
  });
}
