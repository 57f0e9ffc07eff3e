import { answer, json } from '@/app/api/answer';
import { describeOwnAccount } from '@/lib/access/own-account';

export function GET(request: Request) {
  return answer(request, (caller) => Promise.resolve(json(describeOwnAccount(caller))));
}
