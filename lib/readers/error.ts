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

const REASONS = ['title', 'message', 'description', 'error', 'reason', 'text', 'details', 'error_data'];

/** Meta, webhooks: an error has `code`, `title`, `message` and `error_data.details`, which often repeat each other. */
function readErrorObject(sent: JsonObject): string | null {
  const reasons = REASONS.map((key) => readReason(member(sent, key) ?? null)).filter((reason) => reason !== null);
  if (reasons.length > 0) return [...new Set(reasons)].join(' · ');
  return Object.keys(sent).length > 0 ? canonicalJson(sent) : null;
}
