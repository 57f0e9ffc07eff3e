import { answer, json } from '@/app/api/answer';
import { showWebhook } from '@/lib/inbox/setup/see-webhook';

/** A change, for it is recorded who asked. */
export function POST(request: Request) {
  return answer(request, async (caller) => json(await showWebhook(caller)));
}
