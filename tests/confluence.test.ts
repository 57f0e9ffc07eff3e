import fc from 'fast-check';
import { expect, it } from 'vitest';
import { installDatabase, type Database } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { confirmDeletions } from './support/confirm-deletions';
import { expectedInbox, type ExpectedConversation } from './simulation/expected-inbox';
import { randomFrom } from './simulation/random';
import { shownInbox } from './simulation/shown-inbox';
import { tellStory, type Post, type Story } from './simulation/story';
import { countOf, seedOf } from './support/count-of';
import { engine } from './support/engines';
import { openTestDatabase } from './support/open-test-database';

/** So many stories share an inbox, none a customer: each is posted in an order of its own. */
const STORIES = 10;
const SEQUENCES = countOf('SEQUENCES', { few: engine() === 'sqlite' ? 30 : 10, many: 5000 });
const SEED = seedOf('SEQUENCES_SEED');
const LIMIT_MS = 90_000 + SEQUENCES * 4000;

/** What was posted so far of each story: the reference model says what the inbox must be after it. */
type Model = { story: Story; posted: Set<Post> }[];
type Real = { url: string; database: Database };

/** One POST of each story, or one of them once more: whichever fast-check draws, so in any order. */
class Deliver implements fc.AsyncCommand<Model, Real> {
  constructor(readonly number: number) {}
  check = () => true;
  async run(model: Model) {
    await deliver(model, ({ posts }, place) => posts[(this.number * (place + 1) + place) % posts.length]);
  }
  toString = () => `deliver ${this.number}`;
}

async function deliver(model: Model, choose: (story: Story, place: number) => Post | undefined): Promise<void> {
  await Promise.all(
    model.map(async ({ story, posted }, place) => {
      const post = choose(story, place);
      if (!post) return;
      await receiveDelivery(post.body, null);
      posted.add(post);
    }),
  );
}

class Look implements fc.AsyncCommand<Model, Real> {
  check = () => true;
  async run(model: Model, { database }: Real) {
    await applyReceived(database);
    await confirmDeletions(database);
    const expected = model.flatMap(({ story, posted }) => {
      const told = new Set([...posted].flatMap(({ tellings }) => tellings));
      return expectedInbox(story.tellings.filter((telling) => told.has(telling)));
    });
    expect(sorted(await shownInbox())).toEqual(sorted(expected));
  }
  toString = () => 'look';
}

class Restart implements fc.AsyncCommand<Model, Real> {
  check = () => true;
  async run(_model: Model, real: Real) {
    await real.database.close();
    real.database = await openDatabase(real.url, { allowUnsafe: true });
    installDatabase(real.database);
  }
  toString = () => 'restart';
}

it(
  `shows what the reference model says at every moment of ${SEQUENCES} sequences from seed ${SEED}, in whatever order they come`,
  { timeout: LIMIT_MS },
  async () => {
    const commands = fc.commands(
      [fc.nat(30).map((number) => new Deliver(number)), fc.constant(new Look()), fc.constant(new Restart())],
      { maxCommands: 16 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), commands, async (storySeed, sequence) => {
        const test = await openTestDatabase();
        const real: Real = { url: test.url, database: test };
        const model: Model = Array.from({ length: STORIES }, (_, place) => ({
          story: tellStory(
            randomFrom(storySeed + place),
            place,
            () => 'https://cdn-1.messaging.cm.com/fileproxy/files/photo',
          ),
          posted: new Set(),
        }));
        await fc.asyncModelRun(() => ({ model, real }), sequence);
        const longest = Math.max(...model.map(({ story }) => story.posts.length));
        for (let number = 0; number < longest; number += 1) await deliver(model, ({ posts }) => posts[number]);
        await new Look().run(model, real);
        await real.database.close();
        await test.remove();
      }),
      { seed: SEED, numRuns: SEQUENCES / STORIES, endOnFailure: true },
    );
  },
);

function sorted(inbox: ExpectedConversation[]): ExpectedConversation[] {
  return inbox.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
