import { openDelivery, type DeliveryItem, type ProblemReason } from '@/lib/cm/read-delivery';
import { listUnseenNames, type UnseenName } from '@/lib/cm/unseen-names';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute, type Route } from '@/lib/readers/read-route';
import { readSender, type Sender } from '@/lib/readers/read-sender';
import { projectMessage, type Projection } from './project-message';
import { isAsReceived } from './recognition';

/** A message that a delivery carries, and its place in it. */
export type Arrival = Projection & { deliveryId: number; position: number };

/** A deletion notice that a delivery carries: whose message, and which. */
export type Notice = { route: Route; sender: Sender; reference: string; deliveryId: number; position: number };

/** All that a delivery says; `problems` name why it, or elements of it, are no MOs. */
export type Arrivals = {
  deliveryId: number;
  messages: Arrival[];
  notices: Notice[];
  problems: ProblemReason[];
  /** Nothing came, or nothing is left. */
  isEmpty: boolean;
  /** What in it nobody knew. */
  names: UnseenName[];
};

const MOST_NAMES_AT_ONCE = 50;
/** Messages that are read in one go: some ten milliseconds. */
const TURN = 50;

/** A delivery as it is stored, as far as reading needs it. */
type StoredDelivery = {
  id: number;
  body: Uint8Array;
  encoding: string | null;
  receivedAt: Date;
  digest: string;
  appliedAt: Date | null;
};

/** Reads a delivery. Never throws: what nobody can read is a problem, or a message of the kind `unknown`. */
export function readArrivals(delivery: StoredDelivery): Arrivals {
  const reading = readInTurns(delivery);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

/** The same; waits for `turn` after every fifty messages of a large delivery, so that others are answered in between. */
export async function readArrivalsSlowly(delivery: StoredDelivery, turn: () => Promise<void>): Promise<Arrivals> {
  const reading = readInTurns(delivery);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
    await turn();
  }
}

function* readInTurns(delivery: StoredDelivery): Generator<undefined, Arrivals> {
  const { id, body, encoding, receivedAt } = delivery;
  const opened = openDelivery(body, encoding);
  const items: DeliveryItem[] = [];
  const arrivals: Arrivals = {
    ...{ deliveryId: id, messages: [], notices: [], problems: opened.ok ? [] : [opened.reason] },
    ...{ isEmpty: body.length === 0, names: [] },
  };
  for (const item of opened.ok ? opened.items : []) {
    items.push(item);
    if (items.length % TURN === 0) yield;
    if (item.problem !== null) continue;
    const place = { deliveryId: id, position: item.position };
    const from = { route: readRoute(item.mo), sender: readSender(item.mo) };
    const said = readMo(item.mo);
    if (said.what === 'deletion-notice') arrivals.notices.push({ ...place, ...from, reference: said.reference });
    else arrivals.messages.push({ ...place, ...projectMessage({ ...item, ...from, reading: said, receivedAt }) });
  }
  if (wasCutOff(delivery, items)) arrivals.problems = problemsIn(items.filter(isLeft));
  else if (opened.ok) arrivals.problems = problemsIn(items);
  arrivals.names = unseenNamesOf(items);
  return arrivals;
}

/** Whether an erasure changed a delivery before all of it was read: a stop came between its pieces. */
function wasCutOff(
  delivery: { body: Uint8Array; encoding: string | null; digest: string; appliedAt: Date | null },
  items: DeliveryItem[],
): boolean {
  const maybe = delivery.appliedAt === null && (delivery.body.length === 0 || !items.every(isLeft));
  return maybe && !isAsReceived(delivery);
}

function problemsIn(items: DeliveryItem[]): ProblemReason[] {
  return items.flatMap(({ problem }) => problem ?? []);
}

function isLeft(item: DeliveryItem): boolean {
  return item.problem === null || item.isNull !== true;
}

/** Whether everything in a delivery has been erased; one that arrived without a byte has not. */
export function isRedacted(delivery: { body: Uint8Array; encoding: string | null; digest: string }): boolean {
  return delivery.body.length === 0 && !isAsReceived(delivery);
}

/** The reason why a delivery cannot be read today, or null. An element that an erasure removed from a list is no problem. */
export function problemOf(delivery: { reason: string | null }, { problems }: Arrivals): string | null {
  const problem = problems.find((each) => each !== 'not-an-object' || delivery.reason === each);
  // That something was emptied stays to be seen.
  return problem ?? (delivery.reason === 'emptied' ? delivery.reason : null);
}

/** Each name once. The sample conversations show a type that nobody knows yet, which is no news. */
function unseenNamesOf(items: DeliveryItem[]): UnseenName[] {
  const names = items.flatMap((item) =>
    item.problem !== null || readRoute(item.mo).sample ? [] : listUnseenNames(item.raw),
  );
  return [...new Map(names.map((name) => [`${name.what} ${name.name}`, name])).values()].slice(0, MOST_NAMES_AT_ONCE);
}
