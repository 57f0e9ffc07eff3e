import { LinkifyIt } from 'linkify-it';

/** Far more than anybody writes; reading on would let a text of signs alone take its time. */
const LONGEST = 100_000;

const webAddresses = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: false });
for (const schema of ['mailto:', 'ftp:', '//']) webAddresses.add(schema, null);

/** Whether a text holds a web address, with `https://` or without. For the server alone, as the other spellings. */
export function holdsLink(text: string): boolean {
  return webAddresses.test(text.slice(0, LONGEST));
}
