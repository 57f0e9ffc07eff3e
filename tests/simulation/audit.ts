import Sqlite from 'better-sqlite3';
import { recognize } from '@/lib/config/secrets';
import { expectedInbox, type ExpectedConversation } from './expected-inbox';
import { shownInbox } from './shown-inbox';
import type { Post, Story, Telling } from './story';

type DeliveryRow = {
  id: number;
  digest: string;
  body: Buffer;
  state: string;
  reason: string | null;
  appliedAt: string | null;
};

/** What the simulation knows to have happened, against which the storage is held. */
export type Evidence = {
  /** Answered with 200. */
  acknowledged: ReadonlySet<Post>;
  /** Addresses of files whose deletion a person has confirmed. */
  confirmed: ReadonlySet<string>;
  /** Addresses that a DELETE went to. */
  deletedAtSource: readonly string[];
};

export type Auditor = {
  /** What is wrong at any moment, each line beginning with its invariant. */
  look: (evidence: Evidence) => string[];
  /** What is wrong when everything has come to rest. */
  conclude: (evidence: Evidence) => Promise<string[]>;
  close: () => void;
};

/**
 * Holds the eight invariants against the file itself, past everything that is ours, and the screens against the model.
 * The stories have no customer in common, so that each is expected by itself.
 */
export function auditorOf(file: string, stories: Story[]): Auditor {
  const tellings = stories.flatMap((story) => story.tellings);
  const expected = stories.flatMap((story) => expectedInbox(story.tellings));
  const isErased = erasedBy(expected);
  const erased = tellings.filter(isErased);
  const unlinked = new Set(erased.map(({ mediaUrl }) => mediaUrl));
  const digests = new Map(
    stories.flatMap(({ posts }) => posts).map((post) => [post, recognize('delivery', post.body)]),
  );
  const connection = new Sqlite(file, { readonly: true });
  const rows = <Row>(sql: string) => connection.prepare<[], Row>(sql).all();
  const appliedAt = new Map<number, string>();
  const deliveries = () => rows<DeliveryRow>('SELECT * FROM "Delivery"');

  function look({ acknowledged, confirmed, deletedAtSource }: Evidence): string[] {
    const kept = new Map(deliveries().map((row) => [row.digest, row]));
    return [
      ...[...acknowledged].flatMap((post) => {
        const row = kept.get(digests.get(post) ?? '');
        if (!row) return ['(i) an acknowledged delivery is gone'];
        const lawful = post.tellings.some((telling) => telling.what === 'notice' || isErased(telling));
        return lawful || row.body.equals(post.body) ? [] : ['(i) an acknowledged delivery has other bytes'];
      }),
      ...[...kept.values()].flatMap(({ id, state, appliedAt: at }) => {
        if (at === null || state !== 'applied') return [];
        const before = appliedAt.get(id);
        appliedAt.set(id, at);
        return before === undefined || before === at ? [] : [`(v) delivery ${id} was applied again`];
      }),
      ...deletedAtSource
        .filter((url) => !confirmed.has(url) && !unlinked.has(url))
        .map((url) => `(vii) ${url} was deleted and nobody had asked for it`),
    ];
  }

  /** Holds once all notices are applied: before that, what they name may still be here. */
  function reappeared(): string[] {
    const all = JSON.stringify(
      rows<{ name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
      ).map(({ name }) =>
        rows<Record<string, unknown>>(`SELECT * FROM "${name}"`).map((row) =>
          Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString() : value)),
        ),
      ),
    );
    return erased.filter(({ text }) => all.includes(text)).map(({ text }) => `(iii) ${text} was erased and is here`);
  }

  async function conclude(evidence: Evidence): Promise<string[]> {
    const messages = tellings.filter(({ what }) => what === 'message');
    const stored = rows<{ text: string | null; erasedAt: string | null; arrivals: number }>(
      `SELECT "text", "erasedAt", (SELECT COUNT(*) FROM "Change" c WHERE c."messageId" = m."id" AND c."type" = 'message') AS "arrivals" FROM "Message" m`,
    );
    const texts = stored.map(({ text }) => text);
    // Several that were deleted under one reference leave one tombstone.
    const count = expected.reduce((sum, conversation) => sum + conversation.messages.length, 0);
    return [
      ...look(evidence),
      ...reappeared(),
      ...(stored.length === count ? [] : [`(ii) ${count} messages are ${stored.length}`]),
      ...stored
        .filter(({ arrivals }) => arrivals !== 1)
        .map(({ arrivals }) => `(v) a message was told ${arrivals} times`),
      ...messages
        .filter((message) => !isErased(message) && !texts.includes(message.text))
        .map(({ text }) => `(iv) ${text} is gone, and no notice of its sender names it`),
      ...deliveries()
        .filter(({ state, reason }) => state !== 'applied' && (state !== 'problem' || reason === 'failed'))
        .map(({ id, state, reason }) => `(vi) delivery ${id} ends as ${state} ${reason ?? ''}`),
      ...differences(await shownInbox(), expected),
    ];
  }

  return { look, conclude, close: () => connection.close() };
}

function erasedBy(inbox: ExpectedConversation[]): (telling: Telling) => boolean {
  const left = new Set(
    inbox.flatMap(({ messages }) => messages.filter(({ erased }) => !erased).map(({ text }) => text)),
  );
  return ({ what, text }) => what === 'message' && !left.has(text);
}

function differences(shown: ExpectedConversation[], expected: ExpectedConversation[]): string[] {
  const sorted = (inbox: ExpectedConversation[]) => inbox.map((conversation) => JSON.stringify(conversation)).sort();
  const [seen, wanted] = [sorted(shown), sorted(expected)];
  return [
    ...wanted.filter((line) => !seen.includes(line)).map((line) => `(viii) not shown: ${line}`),
    ...seen.filter((line) => !wanted.includes(line)).map((line) => `(viii) shown: ${line}`),
  ];
}
