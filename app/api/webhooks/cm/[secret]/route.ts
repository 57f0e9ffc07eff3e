import { timingSafeEqual } from 'node:crypto';
import { answerNotFound } from '@/app/api/answer';
import { config } from '@/lib/config/config';
import { log } from '@/lib/config/log';
import { recognize, webhookSecrets } from '@/lib/config/secrets';
import { receiveDelivery } from '@/lib/inbox/receive-delivery';

const LARGEST_BODY = 1024 * 1024;

/** CM.com counts anything but exactly 200 as not delivered, and tries again every 5 minutes for a month. */
export async function POST(request: Request, { params }: RouteContext<'/api/webhooks/cm/[secret]'>) {
  const { secret } = await params;
  if (!isWebhookSecret(secret)) return answerNotFound();

  const body = await readBody(request, config().WEBHOOK_DEADLINE_SECONDS * 1000);
  if (body === 'too-large') return refuse(413);
  if (body === 'incomplete') return refuse(408);
  try {
    const { headers } = request;
    await receiveDelivery(body, headers.get('content-encoding'), new Date(), headers.get('content-type'));
  } catch (error) {
    log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'A delivery could not be stored.');
    return new Response(null, { status: 503, headers: { 'retry-after': '60' } });
  }
  return new Response(null, { status: 200 });
}

function isWebhookSecret(given: string): boolean {
  // Hashes have one length, so that the comparison tells nothing of the secret's own.
  const digest = Buffer.from(recognize('webhook secret', given));
  return webhookSecrets()
    .map((secret) => timingSafeEqual(digest, Buffer.from(recognize('webhook secret', secret))))
    .includes(true);
}

async function readBody(
  request: Request,
  deadlineMs: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large' | 'incomplete'> {
  const announced = request.headers.get('content-length');
  if (Number(announced) > LARGEST_BODY) return 'too-large';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  if (reader) {
    let deadline: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      deadline = setTimeout(resolve, deadlineMs, 'late');
    });
    try {
      for (;;) {
        const read = await Promise.race([reader.read(), late]);
        if (read === 'late') return 'incomplete';
        if (read.done) break;
        size += read.value.length;
        if (size > LARGEST_BODY) return 'too-large';
        chunks.push(read.value);
      }
    } catch {
      return 'incomplete';
    } finally {
      clearTimeout(deadline);
    }
  }
  return announced === null || Number(announced) === size ? new Uint8Array(Buffer.concat(chunks)) : 'incomplete';
}

/** The rest of the body is not read, so the connection cannot serve another request. */
function refuse(status: 408 | 413): Response {
  return new Response(null, { status, headers: { connection: 'close' } });
}
