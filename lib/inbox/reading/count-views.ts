import { may, permit, type Caller } from '@/lib/access/caller';
import { countViewRows } from '@/lib/db/tables/conversation-rows';
import { database } from '@/lib/db/engine/database';
import { countDeliveries, countReplaying } from '@/lib/db/tables/deliveries';

type Counts = {
  /** Conversations with something unread, and new chats. */
  unread: number;
  newChats: number;
  /** Conversations that are put away. */
  done: number;
  /** For those who may see them: deliveries that could not be read, and those of them that wait for another try. */
  problems: number;
  replaying: number;
};

/** How much there is in the views that somebody should look at. */
export async function countViews(caller: Caller): Promise<Counts> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const seesProblems = may(caller, 'problem.read');
  const [views, problems, replaying] = await Promise.all([
    countViewRows(database(), caller.userId, { scope: caller.scope }),
    seesProblems ? countDeliveries(reader, 'problem') : 0,
    seesProblems ? countReplaying(reader) : 0,
  ]);
  return { ...views, problems, replaying };
}
