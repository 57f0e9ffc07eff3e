import type { Random } from './random';

/** What one MO says, in the few words that the reference model knows, beside the MO itself. */
export type Telling = {
  what: 'message' | 'notice';
  kind: 'text' | 'welcomeRequest' | 'media';
  /** Whom it comes from: a number, a user id, or both. */
  keys: string[];
  name: string;
  channel: string;
  businessNumber: string;
  /** Seconds since 1970. */
  sentAt: number;
  /** Of the message itself, or of the one that a notice deletes. */
  reference: string;
  context: string;
  /** Found nowhere else, so that whoever sees it sees this message. */
  text: string;
  mediaUrl: string | null;
  mo: unknown;
};

/** One POST: the same MO may stand in several, alone or in a list. */
export type Post = { body: Uint8Array<ArrayBuffer>; tellings: Telling[] };

export type Story = { tellings: Telling[]; posts: Post[] };

const SHORTEST = 4;
const LONGEST = 10;
const FIRST_SECOND = Date.UTC(2024, 4, 6, 10) / 1000;
const BUSINESS_NUMBERS = ['+31201234567', '+31301234567'] as const;
type Person = { number: string; userId: string; names: readonly [string, string] };
type People = readonly [Person, ...Person[]];

/** Whom a story is about. Those of another story are called the same and are nobody else's customers. */
function peopleOf(place: number): People {
  return [
    { number: `+3161234567${place}`, userId: `NL.1${place}01`, names: ['Ada', 'Ada Lovelace'] },
    { number: `+3168765432${place}`, userId: `NL.1${place}02`, names: ['Bob', 'Bobby'] },
    { number: `+3161111222${place}`, userId: `NL.1${place}03`, names: ['Cleo', 'Cleo B.'] },
  ];
}

/**
 * What happens to some customers in a few minutes: messages, replies to references that others use too, welcome requests,
 * files, deletions, and POSTs that make no sense. `place` is one digit, this story's own among those of one inbox;
 * `hostFile` puts a file on a media server and gives its address.
 */
export function tellStory(random: Random, place: number, hostFile: (() => string) | null): Story {
  const tellings: Telling[] = [];
  const length = SHORTEST + random.below(LONGEST - SHORTEST + 1);
  for (let index = 0; index < length; index += 1) tellings.push(tell(random, tellings, { place, index }, hostFile));
  return { tellings, posts: postsOf(random, tellings, place) };
}

function tell(
  random: Random,
  before: Telling[],
  { place, index }: { place: number; index: number },
  hostFile: (() => string) | null,
): Telling {
  const people = peopleOf(place);
  // Most of it in one conversation, where things can get into each other's way.
  const person = random.chance(0.6) ? people[0] : random.pick(people);
  const seen = before.filter(({ what }) => what === 'message');
  const earlier = seen[random.below(seen.length)];
  const deletes = earlier !== undefined && random.chance(0.2);
  const what = deletes ? 'notice' : 'message';
  const kind = random.chance(0.12) ? 'welcomeRequest' : hostFile && random.chance(0.4) ? 'media' : 'text';
  // A notice comes from whoever wrote the message, most of the time; otherwise it has no say in it.
  const keys = deletes && random.chance(0.85) ? earlier.keys : keysOf(random, person, what);
  const reference = deletes
    ? random.chance(0.9)
      ? earlier.reference
      : earlier.reference.slice(0, -1)
    : random.pick(['shared', 'shared', 'sharedXX', `own-${index}`, `own-${index}`]);
  const telling = {
    what,
    kind: deletes ? 'text' : kind,
    keys,
    name: random.pick(person.names),
    channel: spelled(random, deletes ? earlier.channel : random.chance(0.9) ? 'WhatsApp' : 'SMS'),
    businessNumber:
      deletes && random.chance(0.9) ? earlier.businessNumber : BUSINESS_NUMBERS[random.chance(0.8) ? 0 : 1],
    // Never two in one second: nothing but their arrival would tell their order.
    sentAt: FIRST_SECOND + random.below(60) * LONGEST + index,
    reference,
    context: deletes || random.chance(0.5) ? '' : random.pick(['shared', 'never-seen', earlier?.reference ?? 'shared']),
    text: `marker-${place}-${index}-end`,
    mediaUrl: !deletes && kind === 'media' && hostFile ? hostFile() : null,
  } as const;
  return { ...telling, mo: moOf(random, telling) };
}

/** The same channel, in capitals or small letters at times. */
function spelled(random: Random, channel: string): string {
  return random.chance(0.8) ? channel : random.pick([channel.toLowerCase(), channel.toUpperCase()]);
}

function keysOf(random: Random, person: Person, what: Telling['what']): string[] {
  const both = [`number:${person.number}`, `user:${person.userId}`];
  if (what === 'message' && random.chance(0.2)) return both;
  return both.slice(random.chance(0.75) ? 0 : 1).slice(0, 1);
}

function moOf(random: Random, telling: Omit<Telling, 'mo'>): unknown {
  const { keys, kind, mediaUrl, reference, what } = telling;
  const key = (prefix: string) =>
    keys
      .find((known) => known.startsWith(prefix))
      ?.slice(prefix.length)
      .replace(/^\+/, random.pick(['+', '00', '']));
  const time = new Date(telling.sentAt * 1000).toISOString().slice(0, 19);
  return {
    reference: what === 'notice' ? 'notice' : random.pick([reference, ` ${reference} `]),
    messageContext: telling.context,
    from: { number: key('number:') ?? '', userId: key('user:'), name: telling.name },
    to: { number: telling.businessNumber },
    message: {
      text: what === 'notice' ? '' : telling.text,
      media: { mediaUri: mediaUrl ?? '', contentType: mediaUrl === null ? '' : 'image/png', title: '' },
      custom: {
        ...(what === 'notice' && { deletedMessage: reference }),
        ...(kind === 'welcomeRequest' && { message_type: 'request_welcome' }),
      },
      error: '',
    },
    groupings: ['', '', ''],
    timeUtc: time,
    channel: telling.channel,
  };
}

function postsOf(random: Random, tellings: Telling[], place: number): Post[] {
  const posts: Post[] = tellings.map((telling) => ({ body: bytes(telling.mo), tellings: [telling] }));
  const some = () => tellings.filter(() => random.chance(0.25));
  if (random.chance(0.3)) {
    const listed = some();
    if (listed.length > 0) posts.push({ body: bytes(listed.map(({ mo }) => mo)), tellings: listed });
  }
  // The same MO in other bytes, and bytes that say nothing.
  for (const telling of some()) posts.push({ body: bytes(telling.mo, 1), tellings: [telling] });
  if (random.chance(0.2)) posts.push({ body: bytes({ nothing: `of ours, ${place}` }), tellings: [] });
  return posts;
}

function bytes(value: unknown, indent = 0): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value, null, indent));
}
