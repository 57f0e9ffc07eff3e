import { answer } from '@/app/api/answer';
import { rotateWebhook } from '@/lib/inbox/setup/rotate-webhook';

/** A new address beside the old one. */
export function POST(request: Request) {
  return answer(request, async (caller) => {
    await rotateWebhook(caller, 'renew');
    return new Response(null, { status: 204 });
  });
}

/** The old address is not accepted any more. */
export function DELETE(request: Request) {
  return answer(request, async (caller) => {
    await rotateWebhook(caller, 'retire');
    return new Response(null, { status: 204 });
  });
}
