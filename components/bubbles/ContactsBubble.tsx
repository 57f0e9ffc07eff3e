'use client';

import { Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { contactName, type ContactCard, type ContactFields } from '@/lib/messages/contact-card';
import type { MessageOf } from '@/lib/messages/message';

import { Avatar } from '../controls/Avatar';
import { buttonLook } from '../controls/button-look';
import { CopyButton } from '../controls/CopyButton';
import { telHref } from '../message/tel-href';
import { Accompanying } from './Accompanying';
import { KindLine } from './KindLine';

export function ContactsBubble({ message }: { message: MessageOf<'contacts'> }) {
  const t = useTranslations('bubbles.contacts');
  const { contacts } = message.content;
  return (
    <>
      <KindLine kind="contacts">{t('kind', { count: contacts.length })}</KindLine>
      <ul className="divide-y divide-line">
        {contacts.map((card, index) => (
          <li key={index} className="py-2 first:pt-1 last:pb-0">
            <Card
              card={card}
              vcardPath={`/api/messages/${encodeURIComponent(message.id)}/contacts/${String(index)}/vcard`}
            />
          </li>
        ))}
      </ul>
      <Accompanying text={message.text} />
    </>
  );
}

function Card({ card, vcardPath }: { card: ContactCard; vcardPath: string }) {
  const t = useTranslations('bubbles.contacts');
  const name = contactName(card);
  const org = shownParts(card.org ?? {}, ['company', 'department', 'title']);
  const firstPhone = card.phones.map((phone) => readField(phone, 'phone')).find((phone) => phone !== null) ?? null;
  return (
    <>
      <div className="mb-2 flex items-center gap-3">
        <Avatar name={name} />
        <div className="min-w-0">
          <p dir="auto" className="theirs text-md font-[620]">
            {name ?? t('noName')}
          </p>
          {org.length > 0 && (
            <p dir="auto" className="theirs text-sm text-text-2">
              {org.join(' · ')}
            </p>
          )}
        </div>
      </div>
      <dl className="grid grid-cols-[5.25rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        <NameParts name={card.name} shown={name} />
        {card.phones.map((phone, index) => (
          <Row key={index} label={t('phone')} fields={phone} value="phone">
            {(value) => <a href={telHref(value)}>{value}</a>}
          </Row>
        ))}
        {card.emails.map((email, index) => (
          <Row key={index} label={t('email')} fields={email} value="email">
            {(value) => <a href={`mailto:${encodeURIComponent(value).replace('%40', '@')}`}>{value}</a>}
          </Row>
        ))}
        {card.addresses.map((address, index) => (
          <Address key={index} address={address} />
        ))}
        {card.urls.map((url, index) => (
          <Row key={index} label={t('url')} fields={url} value="url">
            {(value) =>
              /^https?:\/\//i.test(value) ? (
                <a href={value} target="_blank" rel="noopener noreferrer nofollow">
                  {value}
                </a>
              ) : (
                value
              )
            }
          </Row>
        ))}
        <Rest label={t('org')} fields={card.org ?? {}} without={['company', 'department', 'title']} />
        {card.birthday !== null && <Birthday sent={card.birthday} />}
      </dl>
      <div className="mt-2 flex flex-wrap gap-x-4">
        <a className={buttonLook('inline')} href={vcardPath} download>
          <Download aria-hidden className="size-3.5" />
          {t('saveVcard')}
        </a>
        {firstPhone !== null && <CopyButton text={firstPhone} label={t('copyNumber')} />}
      </div>
    </>
  );
}

const nameParts = ['prefix', 'name_prefix', 'first_name', 'middle_name', 'last_name', 'suffix', 'name_suffix'] as const;

/** The parts of a name, where they say more than the name itself. */
function NameParts({ name, shown }: { name: ContactFields; shown: string | null }) {
  const t = useTranslations('bubbles.contacts');
  const parts = nameParts.flatMap((key) => {
    const value = readField(name, key);
    return value === null || value === shown ? [] : [{ key, value }];
  });
  return (
    <>
      {parts.map(({ key, value }) => (
        <Pair key={key} label={t(`name.${key}`)}>
          {value}
        </Pair>
      ))}
      <Rest label={t('other')} fields={name} without={['formatted_name', ...nameParts]} />
    </>
  );
}

function Address({ address }: { address: ContactFields }) {
  const t = useTranslations('bubbles.contacts');
  const country = shownParts(address, ['country']);
  const lines = [
    shownParts(address, ['street']).join(''),
    shownParts(address, ['zip', 'city']).join(' '),
    shownParts(address, ['state']).join(''),
    [
      ...country,
      ...shownParts(address, ['country_code']).map((code) => (country.length > 0 ? `(${code})` : code)),
    ].join(' '),
  ].filter((line) => line !== '');
  const others = otherFields(address, ['street', 'zip', 'city', 'state', 'country', 'country_code', 'type']);
  return (
    <Pair label={t('address')}>
      {[...lines, ...others.map(([key, value]) => `${key}: ${value}`)].map((line, index) => (
        <span key={index} className="block">
          {line}
        </span>
      ))}
      <Type fields={address} className="block" />
    </Pair>
  );
}

function Birthday({ sent }: { sent: string }) {
  const t = useTranslations('bubbles.contacts');
  const format = useFormatter();
  const date = /^\d{4}-\d{2}-\d{2}$/.test(sent) ? new Date(`${sent}T00:00:00Z`) : null;
  const isDate = date !== null && !Number.isNaN(date.getTime());
  return (
    <Pair label={t('birthday')}>{isDate ? format.dateTime(date, { dateStyle: 'long', timeZone: 'UTC' }) : sent}</Pair>
  );
}

/** One phone, e-mail address or web address, with its type and whatever else was sent with it. */
function Row({
  label,
  fields,
  value: key,
  children,
}: {
  label: string;
  fields: ContactFields;
  value: string;
  children: (value: string) => ReactNode;
}) {
  const value = readField(fields, key);
  const others = otherFields(fields, [key, 'type']);
  return (
    <Pair label={label}>
      {value !== null && (
        <span className="[&_a]:underline [&_a]:decoration-line-strong [&_a]:underline-offset-2">{children(value)}</span>
      )}
      <Type fields={fields} className="ms-1.5" />
      {others.map(([name, other]) => (
        <span key={name} className="block text-xs text-text-2">
          {name}: {other}
        </span>
      ))}
    </Pair>
  );
}

function Rest({ label, fields, without }: { label: string; fields: ContactFields; without: readonly string[] }) {
  const others = otherFields(fields, without);
  if (others.length === 0) return null;
  return (
    <Pair label={label}>
      {others.map(([name, value]) => (
        <span key={name} className="block">
          <span className="text-text-2">{name}:</span> {value}
        </span>
      ))}
    </Pair>
  );
}

function Pair({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-2">{label}</dt>
      <dd dir="auto" className="theirs tabular">
        {children}
      </dd>
    </>
  );
}

function Type({ fields, className }: { fields: ContactFields; className: string }) {
  const type = readField(fields, 'type');
  return type === null ? null : <span className={`text-xs text-text-2 ${className}`}>{type.toLowerCase()}</span>;
}

function readField(fields: ContactFields, key: string): string | null {
  const value = Object.hasOwn(fields, key) ? fields[key] : null;
  return value?.trim() ? value.trim() : null;
}

function shownParts(fields: ContactFields, keys: string[]): string[] {
  return keys.flatMap((key) => readField(fields, key) ?? []);
}

function otherFields(fields: ContactFields, known: readonly string[]): [string, string][] {
  return Object.entries(fields)
    .flatMap(([key, value]) => (known.includes(key) || !value?.trim() ? [] : [[key, value] as const]))
    .map(([key, value]) => [key, value]);
}
