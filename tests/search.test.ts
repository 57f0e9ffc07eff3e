import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchInbox } from '@/lib/inbox/search-inbox';
import { findInConversation } from '@/lib/inbox/find-in-conversation';
import { listConversations } from '@/lib/inbox/list-conversations';
import { foldText } from '@/lib/messages/fold-text';
import { generateDeliveries } from '@/lib/samples/generate-deliveries';
import { callerWith } from './support/callers';
import { countOf } from './support/count-of';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const caller = callerWith('admin');
const COUNT = countOf('SEARCHED_MESSAGES', { few: 300, many: 10_000 });

describe('a search', () => {
  it.each([
    ['part of a word', 'estellin', ['bestelling']],
    ['two words in any order', 'saturday order', ['order']],
    ['an exact phrase', '"order for saturday"', ['order']],
    ['a phrase that stands otherwise', '"saturday order"', []],
    ['without a word', 'order -saturday', ['second order']],
    ['two letters of Chinese', '退款', ['refund']],
    ['four letters of Chinese', '可以退款', ['refund']],
    ['Arabic without its marks', 'قهوة', ['arabic']],
    ['a digit of another script', '٤٢', ['forty-two']],
    ['an emoji', '🙏', ['thanks']],
    ['a percent sign', '100%', ['percent']],
    ['a backslash and an underscore', '\\_', ['percent']],
    ['quotes and signs of the index', '"" OR NEAR(a)', []],
    ['the name of the customer', 'zoë jansen', ['of zoë']],
    ['the number as people write it', '06 87654321', ['of zoë']],
    ['from a part of the name', 'from:jansen', ['of zoë']],
    ['from somebody, with a word', 'from:jansen nothing', []],
    ['a kind', 'kind:location', ['place']],
    ['all but a kind', 'refund -kind:text', []],
    ['an address', 'kerkplein', ['place']],
    ['a product by how its id begins', 'sku:BOX', ['basket']],
    ['a product by the middle of its id', 'sku:ox-12', []],
    ['a price', '22.5', ['basket']],
    ['a payload', 'confirm:yes', ['pressed']],
    ['days', 'after:2024-06 before:2024-07', ['june']],
    ['another business number', 'number:0307654321', ['utrecht']],
    ['what is unread', 'is:unread refund', ['refund']],
    ['a link', 'has:link', ['link']],
    ['nothing', '   ', []],
    ['what is no kind', 'kind:hologram', []],
  ])('by %s: %s', async (_what, q, references) => {
    const { items } = await searchInbox(caller, { q });
    expect(items.map(({ message }) => message.reference)).toEqual(references);
  });
});
