import { may, permit, type Caller } from '@/lib/access/caller';
import { countViewRows } from '@/lib/db/conversations';
import { database } from '@/lib/db/database';
import { countDeliveries } from '@/lib/db/deliveries';

/** How many conversations have something unread, how many are new chats, and, for those who may see them, how many problems there are. */
export async function countViews(caller: Caller): Promise<{ unread: number; newChats: number; problems: number }> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const [views, problems] = await Promise.all([
    countViewRows(reader, caller.userId),
    may(caller, 'problem.read') ? countDeliveries(reader, 'problem') : 0,
  ]);
  return { ...views, problems };
}
