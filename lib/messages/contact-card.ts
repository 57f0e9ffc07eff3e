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

/** What to call a shared card: its name, else its company, phone number or e-mail address; null when it has none. */
export function contactName(card: ContactCard): string | null {
  return (
    field(card.name, 'formatted_name') ??
    joinedName(card.name) ??
    field(card.org ?? {}, 'company') ??
    firstOf(card.phones, 'phone') ??
    firstOf(card.emails, 'email')
  );
}

/** Meta says `prefix` and `suffix`, CM.com's own code `name_prefix` and `name_suffix`. */
function joinedName(name: ContactFields): string | null {
  const parts = [
    field(name, 'prefix') ?? field(name, 'name_prefix'),
    field(name, 'first_name'),
    field(name, 'middle_name'),
    field(name, 'last_name'),
    field(name, 'suffix') ?? field(name, 'name_suffix'),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' ') : null;
}

function firstOf(group: ContactFields[], key: string): string | null {
  for (const fields of group) {
    const value = field(fields, key);
    if (value !== null) return value;
  }
  return null;
}

function field(fields: ContactFields, key: string): string | null {
  const value = Object.hasOwn(fields, key) ? fields[key] : null;
  return value?.trim() ? value.trim() : null;
}
