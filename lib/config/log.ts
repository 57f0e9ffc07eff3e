import pino, { type Logger } from 'pino';
import { config } from './config';

let logger: Logger | undefined;

/** Structured JSON on standard output. Give it ids, codes and counts; never a number, name, text, reference or address of media. */
export function log(): Logger {
  logger ??= pino({ level: config().LOG_LEVEL, base: null });
  return logger;
}
