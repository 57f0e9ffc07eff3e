import { answer, done, json } from '@/app/api/answer';
import { listOwnSessions, signOutEverywhere } from '@/lib/access/own-account';

export function GET(request: Request) {
  return answer(request, async (caller) => json({ items: await listOwnSessions(caller), nextCursor: null }));
}

export function DELETE(request: Request) {
  return answer(request, async (caller) => {
    await signOutEverywhere(caller);
    return done();
  });
}
