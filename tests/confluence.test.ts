import fc from 'fast-check';
import { expect, it } from 'vitest';
import { installDatabase, type Database } from '@/lib/db/database';
import { openDatabase } from '@/lib/db/open-database';
import { applyReceived } from '@/lib/inbox/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receive-delivery';
import { expectedInbox, type ExpectedConversation } from './simulation/expected-inbox';
import { randomFrom } from './simulation/random';
import { shownInbox } from './simulation/shown-inbox';
import { tellStory, type Post, type Story } from './simulation/story';
import { countOf, seedOf } from './support/count-of';
import { engine } from './support/engines';
import { openTestDatabase } from './support/open-test-database';

const SEQUENCES = countOf('SEQUENCES', { few: engine() === 'sqlite' ? 8 : 2, many: 5000 });
const SEED = seedOf('SEQUENCES_SEED');
const LIMIT_MS = 90_000 + SEQUENCES * 4000;

/** What was posted so far: the reference model says what the inbox must be after it. */
type Model = { story: Story; posted: Set<Post> };
type Real = { url: string; database: Database };

/** One of the story's POSTs, or one of them once more: whichever fast-check draws, so in any order. */
class Deliver implements fc.AsyncCommand<Model, Real> {
  constructor(readonly number: number) {}
  check = () => true;
  async run({ story, posted }: Model) {
    const post = story.posts[this.number % story.posts.length];
    if (!post) return;
    await receiveDelivery(post.body, null);
    posted.add(post);
  }
  toString = () => `deliver ${this.number}`;
}

class Look implements fc.AsyncCommand<Model, Real> {
  check = () => true;
  async run({ story, posted }: Model, { database }: Real) {
    await applyReceived(database);
    const told = new Set([...posted].flatMap(({ tellings }) => tellings));
    const expected = expectedInbox(story.tellings.filter((telling) => told.has(telling)));
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
        const story = tellStory(randomFrom(storySeed), 0, () => 'https://cdn-1.messaging.cm.com/fileproxy/files/photo');
        const model: Model = { story, posted: new Set() };
        await fc.asyncModelRun(() => ({ model, real }), sequence);
        for (const number of story.posts.keys()) await new Deliver(number).run(model);
        await new Look().run(model, real);
        await real.database.close();
        await test.remove();
      }),
      { seed: SEED, numRuns: SEQUENCES, endOnFailure: true },
    );
  },
);

function sorted(inbox: ExpectedConversation[]): ExpectedConversation[] {
  return inbox.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
