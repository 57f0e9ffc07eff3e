import * as z from 'zod';
import { answer, json, readId, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { declareSame } from '@/lib/inbox/customers/declare-same';

const body = z.object({ customerId: z.string() });

export function POST(request: Request, { params }: RouteContext<'/api/conversations/[id]/declarations'>) {
  return answer(request, async (caller) => {
    permit(caller, 'customer.declare');
    const id = readId((await params).id, 'conversation_not_found');
    const { customerId } = await readJson(request, body);
    return json(await declareSame(caller, id, readId(customerId, 'customer_not_found')), 201);
  });
}
