import { LinkifyIt } from 'linkify-it';

import { telHref } from './tel-href';

/** A piece of plain text, with the address that it leads to, or null. */
export type LinkedText = { text: string; href: string | null };

const links = new LinkifyIt({ fuzzyLink: true });

/**
 * A number that somebody could be called at: written with its country, or with the 0 of its own, of eight digits or more.
 * What begins as a day, such as `09-12-2024`, is none.
 */
const phoneNumber =
  /(?<![\p{L}\p{N}+/.:,€$£-])(?!\d\d[-.]\d\d[-.](?:19|20)\d\d(?!\d))(?:\+|00?)[1-9](?:[ \u00A0().-]{0,2}\d){7,13}(?![\p{L}\p{N}]|[.,:/-]\d)/gu;

/** Finds web addresses, e-mail addresses and phone numbers. Nothing but http, https, mailto and tel becomes a link. */
export function readTextLinks(text: string): LinkedText[] {
  const found = (links.match(text) ?? []).filter(({ url }) => /^(https?|mailto):/i.test(url));
  const pieces: LinkedText[] = [];
  let at = 0;
  for (const match of found) {
    pieces.push(...readPhoneNumbers(text.slice(at, match.index)));
    pieces.push({ text: text.slice(match.index, match.lastIndex), href: match.url });
    at = match.lastIndex;
  }
  return [...pieces, ...readPhoneNumbers(text.slice(at))];
}

function readPhoneNumbers(text: string): LinkedText[] {
  const pieces: LinkedText[] = [];
  let at = 0;
  for (const { 0: number, index } of text.matchAll(phoneNumber)) {
    if (index > at) pieces.push({ text: text.slice(at, index), href: null });
    pieces.push({ text: number, href: telHref(number) });
    at = index + number.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), href: null });
  return pieces;
}
