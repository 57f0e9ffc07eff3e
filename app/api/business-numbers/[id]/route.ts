import * as z from 'zod';
import { answer, readId, readJson } from '@/app/api/answer';
import { permit } from '@/lib/access/caller';
import { labelBusinessNumber } from '@/lib/inbox/acting/label-business-number';

const body = z.object({
  label: z
    .string()
    .trim()
    .max(60)
    .nullable()
    .transform((label) => (label === '' ? null : label)),
});

export function PATCH(request: Request, { params }: RouteContext<'/api/business-numbers/[id]'>) {
  return answer(request, async (caller) => {
    permit(caller, 'settings.change');
    const id = readId((await params).id, 'business_number_not_found');
    await labelBusinessNumber(caller, id, (await readJson(request, body)).label);
    return new Response(null, { status: 204 });
  });
}
