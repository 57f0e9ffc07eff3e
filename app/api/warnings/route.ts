import { answer, json } from '@/app/api/answer';
import { readWarnings } from '@/lib/inbox/setup/read-warnings';

export function GET(request: Request) {
  return answer(request, async (caller) => json(await readWarnings(caller)));
}
