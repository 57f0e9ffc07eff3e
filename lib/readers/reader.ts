import type { Mo } from '@/lib/cm/mo';
import type { Kind } from '@/lib/messages/kind';
import type { Readings } from './reading';

/** What an MO says when it is a message of this kind, else undefined. Never throws. */
export type Reader<K extends Kind> = (mo: Mo) => Readings[K] | undefined;
