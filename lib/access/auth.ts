import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { config } from '@/lib/config/config';
import { secrets } from '@/lib/config/secrets';
import { findAccount } from '@/lib/db/tables/accounts';
import { database, type Database } from '@/lib/db/engine/database';
import { CLIENT_ADDRESS_HEADER } from './client-address';
import { hashPassword, verifyPassword } from './password';

let made: { auth: ReturnType<typeof makeAuth>; db: Database } | undefined;

/** Passwords and sessions of this installation (better-auth). Of its paths only those of `signIn` and its neighbours answer. */
export function auth() {
  const db = database();
  if (made?.db !== db) made = { auth: makeAuth(db), db };
  return made.auth;
}

function makeAuth(db: Database) {
  const { PUBLIC_URL, TRUSTED_ORIGINS } = config();
  const isEncrypted = PUBLIC_URL.startsWith('https:');
  return betterAuth({
    appName: 'Inlet',
    baseURL: PUBLIC_URL,
    basePath: '/api/auth',
    secret: secrets().sessionKey,
    trustedOrigins: TRUSTED_ORIGINS,
    database: prismaAdapter(db.writer, { provider: db.engine, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: { additionalFields: { role: { type: 'string', required: false, input: false } } },
    // A cached session would outlive its revocation.
    session: { cookieCache: { enabled: false } },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => {
            const account = await findAccount(database().reader, userId);
            if (!account || account.banned) throw new APIError('FORBIDDEN');
          },
        },
      },
    },
    // Our own, which hold across processes and lock nobody out: lib/access/sign-in.ts.
    rateLimit: { enabled: false },
    advanced: {
      // Over https the name itself holds that no other host and no unencrypted page has set the cookie; the library's own
      // prefix for that would be the weaker `__Secure-`.
      useSecureCookies: false,
      cookiePrefix: isEncrypted ? '__Host-inlet' : 'inlet',
      defaultCookieAttributes: { secure: isEncrypted, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    // It would log the e-mail addresses of failed sign-ins.
    logger: { disabled: true },
  });
}
