import { hash, verify } from '@node-rs/argon2';
import { commonPasswords } from './common-passwords';
import { Refusal } from './refusal';

const SHORTEST = 8;
const LONGEST = 128;

/** A hash for the database: Argon2id at OWASP's floor, 19 MiB and two passes. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 });
}

/** Whether a password is the one of a hash. */
export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

/**
 * Any characters will do, in any mixture, and nothing is cut off: only what is too short, too long, or among what everybody
 * tries first is refused. Throws `Refusal` `password_refused`, with the reason.
 */
export function assertPassword(password: string, about: { email: string }): void {
  const length = Array.from(password).length;
  if (length < SHORTEST) throw new Refusal('password_refused', 'It needs at least 8 characters.');
  if (length > LONGEST) throw new Refusal('password_refused', 'It may have at most 128 characters.');
  if (commonPasswords.has(password.toLowerCase()))
    throw new Refusal('password_refused', 'It is one of the passwords that are tried first.');
  if (password.toLowerCase() === about.email.toLowerCase())
    throw new Refusal('password_refused', 'It is the e-mail address.');
}
