import { canonicalJson } from '@/lib/cm/canonical-json';
import { isJsonObject, member, type Json, type JsonObject } from '@/lib/cm/json';
import { present } from './present';
import type { Reader } from './reader';

/**
 * CM.com, WhatsApp error message: `message.error`, the reason as Meta gives it. It is `""` on every healthy message, so
 * only what says something counts. `readMo` adds what did arrive beside it, for it knows the other readers.
 */
export const readError: Reader<'error'> = (mo) => {
  const error = readReason(mo.message.error);
  return error === null ? undefined : { error, partial: null };
};

function readReason(sent: Json): string | null {
  if (typeof sent === 'string') return present(sent);
  if (Array.isArray(sent))
    return present(
      sent
        .map((reason) => readReason(reason) ?? '')
        .filter(Boolean)
        .join('; '),
    );
  if (isJsonObject(sent)) return readErrorObject(sent);
  return typeof sent === 'number' && sent !== 0 ? String(sent) : null;
}

/** Meta, webhooks: an error has `code`, `title`, `message` and `error_data.details`. */
function readErrorObject(sent: JsonObject): string | null {
  for (const key of ['message', 'title', 'details', 'description', 'error', 'reason', 'text']) {
    const reason = readReason(member(sent, key) ?? null);
    if (reason !== null) return reason;
  }
  return Object.keys(sent).length > 0 ? canonicalJson(sent) : null;
}
