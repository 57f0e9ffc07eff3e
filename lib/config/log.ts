import pino, { type Logger } from 'pino';
import { config } from './config';
import { onceAMinute } from './once-a-minute';

const WARN = 40;
const FATAL = 60;

let logger: Logger | undefined;

/**
 * Structured JSON on standard output. Give it ids, codes and counts; never a number, name, text, reference or address of
 * media. A warning or an error that keeps coming is written once a minute, with the number of those left out.
 */
export function log(): Logger {
  logger ??= makeLogger();
  return logger;
}

function makeLogger(): Logger {
  const passes = onceAMinute();
  return pino({
    level: config().LOG_LEVEL,
    base: null,
    hooks: {
      logMethod(args, method, level) {
        const [facts, message] = args;
        const heldBack = level < WARN || level >= FATAL ? 0 : passes(keyOf(facts, message), Date.now());
        if (heldBack === null) return;
        if (heldBack > 0 && isFacts(facts)) method.call(this, { ...facts, heldBack }, message);
        else method.apply(this, args);
      },
    },
  });
}

/** What was said, and of which error; ids differ each time. */
function keyOf(facts: unknown, message: unknown): string {
  return JSON.stringify(isFacts(facts) ? [facts.error, message] : [facts]);
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
