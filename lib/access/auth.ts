import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { admin } from 'better-auth/plugins/admin';
import { adminAc, userAc } from 'better-auth/plugins/admin/access';
import { config } from '@/lib/config/config';
import { secrets } from '@/lib/config/secrets';
import { database } from '@/lib/db/database';

/** Set by our own server from the socket or a trusted proxy; what a client sends under this name is removed. */
export const CLIENT_ADDRESS_HEADER = 'x-inlet-client-address';

let made: ReturnType<typeof makeAuth> | undefined;

/** Accounts, passwords and sessions of this installation (better-auth). */
export function auth() {
  made ??= makeAuth();
  return made;
}

function makeAuth() {
  const { PUBLIC_URL, TRUSTED_ORIGINS } = config();
  const isEncrypted = PUBLIC_URL.startsWith('https:');
  const db = database();
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
      minPasswordLength: 8,
      maxPasswordLength: 128,
      password: {
        // OWASP's floor for Argon2id, which is the library's default algorithm: 19 MiB, two passes.
        hash: (password) => hash(password, { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    // A cached session would outlive its revocation.
    session: { cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 1000,
      customRules: { '/sign-in/email': { window: 60, max: 30 } },
    },
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
    plugins: [
      admin({
        roles: { viewer: userAc, operator: userAc, admin: adminAc },
        defaultRole: 'viewer',
        adminRoles: ['admin'],
      }),
    ],
  });
}
