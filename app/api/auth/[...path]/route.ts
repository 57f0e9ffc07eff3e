import { answer, answerNotFound, json, readJson, withProblems } from '@/app/api/answer';
import { createAccount, newAccount } from '@/lib/access/accounts';
import { assertOwnOrigin } from '@/lib/access/assert-own-origin';
import { auth } from '@/lib/access/auth';
import { permit } from '@/lib/access/caller';
import { findPerson } from '@/lib/access/caller-of';
import { signIn, signOut } from '@/lib/access/sign-in';

export const dynamic = 'force-dynamic';

/** What answers below /api/auth. better-auth knows more paths; to everybody they are unknown ones. */
const answers: Record<string, (request: Request) => Promise<Response>> = {
  'POST sign-in/email': (request) =>
    withProblems(async () => {
      assertOwnOrigin(request.headers);
      return signIn(request);
    }),
  'POST sign-out': (request) =>
    withProblems(async () => {
      assertOwnOrigin(request.headers);
      return signOut(request);
    }),
  'GET get-session': (request) =>
    withProblems(async () => ((await findPerson(request.headers)) ? auth().handler(request) : json(null))),
  'POST admin/create-user': (request) =>
    answer(request, async (caller) => {
      permit(caller, 'accounts.manage');
      return json({ user: await createAccount(caller, await readJson(request, newAccount)) });
    }),
};

async function handle(request: Request, { params }: RouteContext<'/api/auth/[...path]'>) {
  const { path } = await params;
  return answers[`${request.method} ${path.join('/')}`]?.(request) ?? answerNotFound();
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
