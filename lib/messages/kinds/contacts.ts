import { contactName, type ContactCard } from '../contact-card';
import type { KindDefinition } from '../kind-definition';

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
