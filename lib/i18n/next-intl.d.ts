import type messages from './en.json';

declare module 'next-intl' {
  interface AppConfig {
    Locale: 'en-GB';
    Messages: typeof messages;
  }
}
