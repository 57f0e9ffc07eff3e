import { describe, expect, it } from 'vitest';
import { readConfig } from '@/lib/config/config';

describe('the settings', () => {
  it('need nothing at all', () => {
    const settings = readConfig({});
    expect(settings).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', PUBLIC_URL: 'http://localhost:3000' });
    expect(settings.DATABASE_URL).toMatch(/^file:.*\/data\/inlet\.db$/);
    expect(settings.MEDIA_ORIGINS).toContain('https://cdn-2.messaging.cm.com');
    expect(settings.TRUSTED_ORIGINS).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000']);
  });

  it('trust the public address alone once there is one', () => {
    expect(readConfig({ PUBLIC_URL: 'https://inbox.example.com' }).TRUSTED_ORIGINS).toEqual([
      'https://inbox.example.com',
    ]);
  });

  it.each([
    ['PORT', 'seven'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'inbox.example.com'],
    ['PUBLIC_URL', 'https://inbox.example.com/inlet'],
    ['TRUSTED_PROXIES', 'my-proxy'],
    ['DATABASE_URL', 'mysql://localhost/inlet'],
    ['WEBHOOK_SECRET', 'short'],
    ['WEBHOOK_SECRET', 'a-long-enough-secret,another-long-secret,one-too-many-secrets'],
    ['MEDIA_ORIGINS', 'http://cdn-1.messaging.cm.com'],
    ['MEDIA_ORIGINS', 'https://cdn-1.messaging.cm.com/'],
    ['LOG_LEVEL', 'loud'],
    ['ADMIN_EMAIL', 'ana@example.com'],
  ])('refuse %s=%s in a sentence that names it and does not repeat the value', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(name);
    expect(read).not.toThrow(value);
  });

  it('let a literal address stand in for CM.com without https', () => {
    expect(readConfig({ MEDIA_ORIGINS: 'http://127.0.0.1:9001' }).MEDIA_ORIGINS).toEqual(['http://127.0.0.1:9001']);
  });
});
