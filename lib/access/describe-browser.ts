import Bowser from 'bowser';

/** What a browser says it is, by its usual names; null for what is not said, or not known. */
export function describeBrowser(userAgent: string | null): { browser: string | null; system: string | null } {
  if (!userAgent) return { browser: null, system: null };
  const parser = Bowser.getParser(userAgent.slice(0, 1000));
  return { browser: parser.getBrowserName() || null, system: parser.getOSName() || null };
}
