import * as z from 'zod';
import { answer, done, readJson } from '@/app/api/answer';
import { permitPerson } from '@/lib/access/caller';
import { changePassword } from '@/lib/access/own-account';

const body = z.object({ current: z.string().max(1024), password: z.string().max(1024) });

export function PUT(request: Request) {
  return answer(request, async (caller) => {
    permitPerson(caller);
    await changePassword(caller, await readJson(request, body));
    return done();
  });
}
