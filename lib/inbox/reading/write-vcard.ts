import ICAL from 'ical.js';
import { contactName, type ContactCard, type ContactFields } from '@/lib/messages/contact-card';

/** A shared contact card as a vCard 4.0 file. Every value is one value: nobody can smuggle in a line of their own. */
export function writeVcard(card: ContactCard): string {
  const vcard = new ICAL.Component(['vcard', [], []]);
  vcard.addPropertyWithValue('version', '4.0');
  vcard.addPropertyWithValue('fn', oneLine(contactName(card) ?? ''));
  const { name } = card;
  const parts = [
    name.last_name,
    name.first_name,
    name.middle_name,
    name.prefix ?? name.name_prefix,
    name.suffix ?? name.name_suffix,
  ];
  add(
    'n',
    parts.map((part) => oneLine(part ?? '')),
  );
  for (const phone of card.phones) add('tel', phone.phone, phone);
  for (const email of card.emails) add('email', email.email, email);
  for (const address of card.addresses) {
    const { street, city, state, zip, country } = address;
    add(
      'adr',
      ['', '', street, city, state, zip, country].map((part) => oneLine(part ?? '')),
      address,
    );
  }
  if (card.org) {
    add(
      'org',
      [card.org.company, card.org.department].map((part) => oneLine(part ?? '')),
    );
    add('title', card.org.title);
  }
  for (const url of card.urls) add('url', url.url, url);
  if (card.birthday !== null && /^\d{4}-\d\d-\d\d$/.test(card.birthday)) add('bday', card.birthday.replaceAll('-', ''));
  return `${vcard.toString()}\r\n`;

  function add(property: string, value: string | string[] | null | undefined, fields?: ContactFields): void {
    const given = typeof value === 'string' ? oneLine(value) : value;
    if (given === null || given === undefined || given.length === 0) return;
    const added = new ICAL.Property(property, vcard);
    added.resetType('text');
    added.setValue(given);
    const type = fields?.type?.replace(/[^A-Za-z0-9-]/g, '').toLowerCase();
    if (type) added.setParameter('type', type);
    vcard.addProperty(added);
  }
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
