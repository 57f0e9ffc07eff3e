import { answer, json } from '@/app/api/answer';
import { readSetup } from '@/lib/inbox/setup/read-setup';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await readSetup(caller)));
}
