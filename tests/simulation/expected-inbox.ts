import type { Telling } from './story';

export type ExpectedMessage = { text: string; kind: string; sentAt: number; erased: boolean; quoted: string | null };

/** A conversation as it must be, whatever the order, the repetitions and the faults on the way to it. */
export type ExpectedConversation = {
  channel: string;
  businessNumber: string;
  number: string | null;
  name: string;
  newChat: boolean;
  messages: ExpectedMessage[];
};

/** The reference model: what the inbox shows after these MOs, said as shortly as possible and without regard to speed. */
export function expectedInbox(tellings: Telling[]): ExpectedConversation[] {
  const messages = tellings.filter(({ what }) => what === 'message');
  const notices = tellings.filter(({ what }) => what === 'notice');
  const isSame = samePersons(messages);
  const isErased = (message: Telling) =>
    notices.some(
      (notice) =>
        notice.reference === message.reference &&
        isOneChannel(notice, message) &&
        notice.businessNumber === message.businessNumber &&
        isSame(notice, message),
    );
  const ofOne = (one: Telling) => (other: Telling) =>
    isOneChannel(one, other) && one.businessNumber === other.businessNumber && isSame(one, other);

  const firsts = messages.filter((message, index) => messages.findIndex(ofOne(message)) === index);
  return firsts.map((first) => {
    const sent = messages.filter(ofOne(first)).sort((one, other) => one.sentAt - other.sentAt);
    // What was sent several times under one reference leaves one tombstone, that of the first.
    const thread = sent.filter(
      (message) => !isErased(message) || message === sent.find(({ reference }) => reference === message.reference),
    );
    const person = messages.filter((message) => isSame(first, message));
    const numbers = person.flatMap(({ keys }) => keys).filter((key) => key.startsWith('number:'));
    const named = person.toSorted((one, other) => other.sentAt - one.sentAt || (other.name > one.name ? 1 : -1));
    const welcome = thread.findLast((message) => message.kind === 'welcomeRequest' && !isErased(message));
    return {
      channel: sent.map(({ channel }) => channel).sort()[0] ?? '',
      businessNumber: first.businessNumber,
      number: numbers[0]?.slice('number:'.length) ?? null,
      name: named[0]?.name ?? '',
      newChat:
        welcome !== undefined &&
        !thread.some((message) => message.kind !== 'welcomeRequest' && message.sentAt > welcome.sentAt),
      messages: thread.map((message) => {
        const erased = isErased(message);
        const quoted = erased ? undefined : quotedOf(message, thread);
        return {
          text: erased ? '' : message.text,
          kind: message.kind,
          sentAt: message.sentAt,
          erased,
          quoted: quoted === undefined ? null : isErased(quoted) ? 'erased' : quoted.text,
        };
      }),
    };
  });
}

function isOneChannel(one: Telling, other: Telling): boolean {
  return one.channel.toLowerCase() === other.channel.toLowerCase();
}

/** The newest message with the reference sent at or before the reply, else the oldest after it, and never itself. */
function quotedOf(reply: Telling, thread: Telling[]): Telling | undefined {
  const candidates = thread.filter((message) => message !== reply && message.reference === reply.context);
  return candidates.findLast(({ sentAt }) => sentAt <= reply.sentAt) ?? candidates[0];
}

/** Two MOs come from one person when they share a key, or when other MOs link the keys of the one to those of the other. */
function samePersons(messages: Telling[]): (one: Telling, other: Telling) => boolean {
  let persons: Set<string>[] = [];
  for (const { keys } of messages) {
    const linked = persons.filter((person) => keys.some((key) => person.has(key)));
    persons = [
      ...persons.filter((person) => !linked.includes(person)),
      new Set([...keys, ...linked.flatMap((p) => [...p])]),
    ];
  }
  // A notice may name by two keys somebody whom no message has shown to be one yet: it speaks for both.
  const personsOf = (telling: Telling) => persons.filter((person) => telling.keys.some((key) => person.has(key)));
  return (one, other) => personsOf(one).some((person) => personsOf(other).includes(person));
}
