import { canonicalJson } from '@/lib/cm/canonical-json';
import { isJsonObject, member, type Json, type JsonObject } from '@/lib/cm/json';
import type { ContactCard, ContactFields } from '@/lib/messages/contact-card';
import { present } from './present';
import type { Reader } from './reader';

/**
 * CM.com, WhatsApp contact message: `custom.contacts`, cards in a format special to WhatsApp. All fields of each group
 * are kept under the names they came with, for neither CM.com nor Meta lists them all.
 */
export const readContacts: Reader<'contacts'> = (mo) => {
  const sent = listOf(member(mo.message.custom, 'contacts')).filter((card) => isJsonObject(card));
  return sent.length > 0 ? { contacts: sent.map(readCard) } : undefined;
};

function readCard(card: JsonObject): ContactCard {
  const org = readGroup(card, 'org', 'company')[0];
  return {
    name: readGroup(card, 'name', 'formatted_name')[0] ?? {},
    phones: readGroup(card, 'phones', 'phone'),
    emails: readGroup(card, 'emails', 'email'),
    addresses: readGroup(card, 'addresses', 'street'),
    org: org ?? null,
    urls: readGroup(card, 'urls', 'url'),
    birthday: present(readScalar(member(card, 'birthday'))),
  };
}

/** The entries of one group that say anything. A bare word stands for its main field. */
function readGroup(card: JsonObject, key: string, main: string): ContactFields[] {
  return listOf(member(card, key))
    .map((entry) => readFields(isJsonObject(entry) ? entry : { [main]: entry }))
    .filter((fields) => Object.values(fields).some((value) => value?.trim()));
}

function readFields(entry: JsonObject): ContactFields {
  return Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, readScalar(value)]));
}

/** Text as sent; numbers and what else there may be as text, so that nothing is lost. */
function readScalar(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : canonicalJson(value);
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
