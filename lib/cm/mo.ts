import * as z from 'zod';
import type { Json, JsonObject } from './json';
import { wireText } from './wire-text';

const noParty = { number: null, name: null, userId: null, parentUserId: null, username: null };

/** `from` and `to`. A bare string or number is taken for the number. */
const partySchema = z.preprocess(
  (party) => (typeof party === 'object' ? party : { number: party }),
  z
    .object({ number: wireText, name: wireText, userId: wireText, parentUserId: wireText, username: wireText })
    .catch(noParty),
);

const noMedia = { mediaUri: null, contentType: null, title: null, referenceTicket: null };

const mediaSchema = z
  .object({ mediaUri: wireText, contentType: wireText, title: wireText, referenceTicket: wireText })
  .catch(noMedia);

/**
 * An MO as CM.com sends it, with its own names. A field that is missing or of another type is null or empty, and never
 * takes the others along; only `message` has to be an object.
 * (CM.com, incoming messages; business-scoped user ids add `userId`, `parentUserId` and `username`.)
 */
export const moSchema = z.object({
  reference: wireText,
  messageContext: wireText,
  /** Beside `from.name`: the source document's replies name the sender here. */
  name: wireText,
  from: partySchema,
  to: partySchema,
  message: z.object({
    text: wireText,
    media: mediaSchema,
    /** What is special to a type of message; the readers know its shapes. */
    custom: z.custom<JsonObject>(isObject).catch({}),
    /** `""` on every healthy message. */
    error: z.custom<Json>((error) => error !== undefined).catch(null),
  }),
  groupings: z.array(wireText).catch([]),
  /** Wall time in the Netherlands. */
  time: wireText,
  /** UTC, though it has no zone. */
  timeUtc: wireText,
  channel: wireText,
});

export type Mo = z.infer<typeof moSchema>;

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
