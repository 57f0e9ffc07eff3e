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
