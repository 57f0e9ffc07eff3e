import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listCandidates } from '@/lib/inbox/customers/list-candidates';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { countOf } from './support/count-of';
import { deliverTo } from './support/deliver-to';
import { engine } from './support/engines';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const caller = callerWith('operator');
const by = (channel: string, options: Parameters<typeof mo>[0] = {}) => ({ ...mo(options), channel });
const withoutChannel = (options: Parameters<typeof mo>[0] = {}) => ({ ...mo(options), channel: undefined });
const notice = (channel: string) => by(channel, { text: '', custom: { deletedMessage: 'wamid.regretted' } });
const regretted = (channel: string) => by(channel, { reference: 'wamid.regretted', text: 'Zwijgwoord-7431' });
const spellings = ['WhatsApp', 'whatsapp', 'WHATSAPP', ' Whats App ', 'ＷｈａｔｓＡｐｐ'];

describe('a channel in other letters', () => {
  it('is the same channel: one conversation holds what came by all of its spellings', async () => {
    await deliverTo(await openTestDatabase(), [...spellings.map((channel) => by(channel)), withoutChannel()]);
    const { items } = await listConversations(caller);
    expect(items).toHaveLength(1);
    expect((await readThread(caller, items[0]?.id ?? 0)).items).toHaveLength(6);
  });

  it('stays as sent when nothing else was sent, and other channels stay apart', async () => {
    await deliverTo(await openTestDatabase(), [by('whatsapp'), by('sms'), by('Viber')]);
    expect((await listConversations(caller)).items.map(({ channel }) => channel)).toEqual(['Viber', 'sms', 'whatsapp']);
  });

  it('does not keep a deletion notice from its message, whichever comes first', async () => {
    const database = await openTestDatabase();
    for (const [index, channel] of spellings.entries()) {
      const number = `+3161234567${index.toString()}`;
      const [one, other] = [channel, spellings[index - 1] ?? 'whatsApp'];
      const both = [
        by(one, { number, text: '', custom: { deletedMessage: 'wamid.regretted' } }),
        by(other, { number, reference: 'wamid.regretted', text: 'Zwijgwoord-7431' }),
      ];
      await deliverTo(database, index % 2 === 0 ? both : both.reverse());
    }
    expect(await database.reader.message.count({ where: { erasedAt: null } })).toBe(0);
    expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
  });

  it('makes no second customer of an unidentified sender', async () => {
    const nobody = (channel: string) => by(channel, { number: '', name: 'Somebody' });
    await deliverTo(await openTestDatabase(), spellings.map(nobody));
    expect((await listConversations(caller)).items).toHaveLength(1);
  });

  it('names the same customers as candidates for a declaration', async () => {
    await deliverTo(await openTestDatabase(), [by('whatsapp'), by('WhatsApp', { number: '+31687654321' }), by('SMS')]);
    const { items } = await listConversations(caller);
    const one = items.find(({ channel }) => channel === 'whatsapp');
    const candidates = (await listCandidates(caller, Number(one?.id))).items;
    expect(candidates.map(({ customer }) => customer.number)).toEqual(['+31687654321']);
  });

  it('leads to the same conversations in any order', async () => {
    const told = [...spellings.map((channel) => by(channel, { reference: `to ${channel}` })), regretted('whatsApp')];
    const bodies = [...told, notice('WHATSapp'), by('sms'), by('SMS')];
    const outcomes: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(bodies, { minLength: bodies.length }), async (order) => {
        const database = await openTestDatabase();
        await deliverTo(database, order);
        outcomes.push(await conversationsOf(database));
        await database.remove();
        expect(outcomes.at(-1)).toEqual(outcomes[0]);
      }),
      { seed: 20_261_201, numRuns: countOf('SPELLINGS', { few: engine() === 'sqlite' ? 6 : 2, many: 500 }) },
    );
    expect(outcomes[0]).toMatchObject([{ channel: 'SMS' }, { channel: 'WHATSAPP' }]);
  }, 600_000);
});

describe('conversations that an earlier version began for two spellings', () => {
  /** The customer's messages by two channels that then get two spellings of one name. */
  async function twoSpellings() {
    const database = await openTestDatabase();
    await deliverTo(database, [
      { ...regretted('One'), text: 'x' },
      by('Other', { reference: 'wamid.regretted', text: 'Zwijgwoord-7431' }),
    ]);
    await database.write((tx) =>
      tx.conversation.updateMany({ where: { channel: 'One' }, data: { channel: 'whatsapp' } }),
    );
    await database.write((tx) =>
      tx.conversation.updateMany({ where: { channel: 'Other' }, data: { channel: 'WhatsApp' } }),
    );
    return database;
  }

  it('become one with the next message, which both ids name, and which no message leaves', async () => {
    const database = await twoSpellings();
    const before = (await listConversations(caller)).items;
    await deliverTo(database, [by('WHATSAPP', { text: 'The next' })]);
    const { items } = await listConversations(caller);
    expect(items.map(({ channel }) => channel)).toEqual(['WHATSAPP']);
    for (const { id } of before) expect((await readThread(caller, id)).items).toHaveLength(3);
  });

  it('both lose what a deletion notice names', async () => {
    const database = await twoSpellings();
    await deliverTo(database, [notice('WhatsApp')]);
    expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
    expect(await database.reader.message.count({ where: { erasedAt: null } })).toBe(0);
  });
});
