import { contactName } from '../contact-name';
import type { KindDefinition } from '../kind';

/** The fields of a shared card as sent: an open record, for WhatsApp omits many of them and adds new ones. */
export type ContactFields = Record<string, string | null>;

export type ContactCard = {
  name: ContactFields;
  phones: ContactFields[];
  emails: ContactFields[];
  addresses: ContactFields[];
  org: ContactFields | null;
  urls: ContactFields[];
  birthday: string | null;
};

export type ContactsContent = { contacts: ContactCard[] };

export const contacts: KindDefinition<ContactsContent> = {
  preview: (content, words) => {
    const names = content.contacts.map((card) => contactName(card) ?? words('contactWithoutName'));
    return words('contacts', { count: names.length, names: names.join(', ') });
  },
  searchText: (content) => content.contacts.flatMap(searchCard),
};

function searchCard(card: ContactCard): string[] {
  const groups = [card.name, ...card.phones, ...card.emails, ...card.addresses, card.org ?? {}, ...card.urls];
  return [...groups.flatMap((fields) => Object.values(fields)), card.birthday].map((value) => value ?? '');
}
