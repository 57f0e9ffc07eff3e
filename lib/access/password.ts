import { hash, verify } from '@node-rs/argon2';
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
 * Refuses a password that is too short, too long, the account's e-mail address, or on the list of 49,000 leaked passwords
 * in @zxcvbn-ts/language-common. Any characters are allowed, and none is cut off (ASVS 6.2.1 to 6.2.9). Throws `Refusal`
 * `password_refused` with the reason.
 */
export async function assertPassword(password: string, about: { email: string }): Promise<void> {
  const length = Array.from(password).length;
  if (length < SHORTEST) throw new Refusal('password_refused', 'Use at least 8 characters.');
  if (length > LONGEST) throw new Refusal('password_refused', 'Use at most 128 characters.');
  if (password.toLowerCase() === about.email.toLowerCase())
    throw new Refusal('password_refused', 'Do not use the e-mail address.');
  // Loaded when a password is chosen: the list takes 3 MB of memory.
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  if (dictionary['passwords-common'].includes(password.toLowerCase()))
    throw new Refusal('password_refused', 'This password is too common.');
}
