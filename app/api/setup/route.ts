import { answer, json } from '@/app/api/answer';
import { readSetup } from '@/lib/inbox/read-setup';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await readSetup(caller)));
}
