import { describe, expect, it } from 'vitest';
import { readId } from '@/app/api/answer';
import { Refusal } from '@/lib/access/refusal';
import { placeCursor } from '@/lib/inbox/reading/cursor';
import { findConversation } from '@/lib/inbox/reading/find-conversation';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { listMessagesByKind } from '@/lib/inbox/reading/list-messages-by-kind';
import { listProblems } from '@/lib/inbox/problems/list-problems';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

/** No column of either engine holds the last two. */
const FAR = ['2147483647', '2147483648', '9999999999'];

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : String(error));

describe('an id that no row can have', () => {
  it.each(FAR)('%s names nothing, and breaks nothing', async (id) => {
    const database = await openTestDatabase();
    await deliverTo(database, [mo(), mo({ number: '+31612345679' })]);
    const admin = callerWith('admin');
    const [conversation] = (await listConversations(admin)).items;
    expect(await findConversation(admin, id)).toBeNull();
    expect(await readThread(admin, id).catch(codeOf)).toBe('conversation_not_found');
    expect(await readThread(admin, conversation?.id ?? '', { around: id }).catch(codeOf)).toBe('message_not_found');
  });

  it.each(FAR.slice(1))('%s in a cursor or a path is refused', async (id) => {
    const admin = callerWith('admin');
    await openTestDatabase();
    expect(await listConversations(admin, { cursor: id }).catch(codeOf)).toBe('invalid_request');
    expect(await listProblems(admin, { cursor: id }).catch(codeOf)).toBe('invalid_request');
    const cursor = placeCursor({ sentAt: new Date('2024-05-06T10:00:00Z'), id: Number(id) });
    expect(await listMessagesByKind(admin, { kind: 'text', cursor }).catch(codeOf)).toBe('invalid_request');
    expect(() => readId(id, 'media_not_found')).toThrow(Refusal);
  });
});

describe('a cursor with a year that neither engine orders', () => {
  it.each(['-271821-04-20T00:00:00Z', '0000-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', '+033658-01-01T00:00:00Z'])(
    'is refused: %s',
    async (time) => {
      await openTestDatabase();
      const cursor = placeCursor({ sentAt: new Date(time), id: 1 });
      const asked = listMessagesByKind(callerWith('viewer'), { kind: 'text', cursor });
      expect(await asked.catch(codeOf)).toBe('invalid_request');
    },
  );
});
