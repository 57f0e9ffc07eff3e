import { cleanJson } from '@/lib/cm/clean-json';
import { isJsonObject, member, type Json, type JsonObject } from '@/lib/cm/json';
import { parseJson } from '@/lib/cm/parse-json';
import { says } from '@/lib/cm/says';
import type { FlowReplyContent } from '@/lib/messages/kinds/flow-reply';
import { present } from './present';
import type { Reader } from './reader';

/**
 * CM.com, WhatsApp interactive flows replies: `custom.interactive.nfm_reply`. CM.com shows `response_json` as an
 * object, Meta sends JSON text; what is neither stays one field as it came.
 */
export const readFlowReply: Reader<'flowReply'> = (mo) => {
  const interactive = member(mo.message.custom, 'interactive');
  const reply = isJsonObject(interactive) ? member(interactive, 'nfm_reply') : undefined;
  if (!isJsonObject(interactive) || !isJsonObject(reply)) return undefined;
  // A sender may leave the members empty that belong to other answers.
  if (!says(reply) && member(interactive, 'type') !== 'nfm_reply') return undefined;
  const name = member(reply, 'name');
  return { name: typeof name === 'string' ? present(name) : null, ...readResponse(member(reply, 'response_json')) };
};

type Response = Pick<FlowReplyContent, 'flowToken' | 'fields'>;

function readResponse(sent: Json | undefined): Response {
  const response = typeof sent === 'string' ? unfold(sent) : sent;
  if (isJsonObject(response)) return readFields(response);
  const said = response !== undefined && response !== null && response !== '';
  return { flowToken: null, fields: said ? [{ name: 'response_json', value: response }] : [] };
}

/** JSON inside JSON brings its own escapes, so it is cleaned once more. */
function unfold(text: string): Json {
  const parsed = parseJson(text);
  return parsed.ok ? cleanJson(parsed.value) : text;
}

function readFields(response: JsonObject): Response {
  const token = member(response, 'flow_token');
  const isToken = typeof token === 'string' || typeof token === 'number';
  return {
    flowToken: isToken ? present(String(token)) : null,
    fields: Object.entries(response)
      .filter(([name]) => name !== 'flow_token' || !(isToken || token === null))
      .map(([name, value]) => ({ name, value })),
  };
}
