import { answerNotFound } from '@/app/api/answer';
import { admitsDelivery } from '@/lib/access/admit-delivery';
import { CLIENT_ADDRESS_HEADER } from '@/lib/access/client-address';
import { assertFrequentRate, networkOf } from '@/lib/access/limits';
import { Refusal } from '@/lib/access/refusal';
import { config } from '@/lib/config/config';
import { log } from '@/lib/config/log';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';

const LARGEST_BODY = 1024 * 1024;

/** CM.com counts anything but exactly 200 as not delivered, and tries again every 5 minutes for a month. */
export async function POST(request: Request, { params }: RouteContext<'/api/webhooks/cm/[secret]'>) {
  const { secret } = await params;
  try {
    if (!admitsDelivery(secret, request.headers)) return answerNotFound();
  } catch (error) {
    return comeBack(error, 'The secrets could not be read.');
  }
  if (await isFlooding(request)) return new Response(null, { status: 503, headers: { 'retry-after': '60' } });

  const body = await readBody(request, config().WEBHOOK_DEADLINE_SECONDS * 1000);
  if (body === 'too-large') return refuse(413);
  if (body === 'incomplete') return refuse(408);
  try {
    const { headers } = request;
    await receiveDelivery(body, headers.get('content-encoding'), new Date(), headers.get('content-type'));
  } catch (error) {
    return comeBack(error, 'A delivery could not be stored.');
  }
  return new Response(null, { status: 200 });
}

function comeBack(error: unknown, why: string): Response {
  log().error({ error: error instanceof Error ? error.name : 'unknown' }, why);
  return new Response(null, { status: 503, headers: { 'retry-after': '60' } });
}

/** Whoever knows the secret and sends far more than CM.com ever does is told to come back: CM.com would. */
async function isFlooding(request: Request): Promise<boolean> {
  try {
    await assertFrequentRate('webhook', networkOf(request.headers.get(CLIENT_ADDRESS_HEADER)));
    return false;
  } catch (error) {
    // Whether the database can be written to is asked again, with the delivery in hand.
    return error instanceof Refusal;
  }
}

type Body = Uint8Array<ArrayBuffer> | 'too-large' | 'incomplete';

async function readBody(request: Request, deadlineMs: number): Promise<Body> {
  const announced = request.headers.get('content-length');
  if (Number(announced) > LARGEST_BODY) return 'too-large';
  let deadline: NodeJS.Timeout | undefined;
  const late = new Promise<'incomplete'>((resolve) => {
    deadline = setTimeout(resolve, deadlineMs, 'incomplete');
  });
  try {
    return await Promise.race([
      announced === null ? readUnannounced(request) : readWhole(request, Number(announced)),
      late,
    ]);
  } catch {
    return 'incomplete';
  } finally {
    clearTimeout(deadline);
  }
}

async function readWhole(request: Request, announced: number): Promise<Body> {
  const body = new Uint8Array(await request.arrayBuffer());
  return body.length === announced ? body : 'incomplete';
}

async function readUnannounced(request: Request): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length;
    if (size > LARGEST_BODY) return 'too-large';
    chunks.push(read.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The rest of the body is not read, so the connection cannot serve another request. */
function refuse(status: 408 | 413): Response {
  return new Response(null, { status, headers: { connection: 'close' } });
}
