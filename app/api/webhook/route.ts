import { answer, json } from '@/app/api/answer';
import { readWebhook } from '@/lib/inbox/setup/see-webhook';

export function GET(request: Request) {
  return answer(request, (caller) => Promise.resolve(json(readWebhook(caller))));
}
