import type { Config } from '@/lib/config/config';

type Headers = Record<string, string>;

/**
 * What every answer tells a browser that it may not do. A page may run only the scripts that carry the nonce of its own
 * answer, and what those load; an answer of the API is data and may run nothing at all (decision 011).
 */
export function securityHeaders(settings: Config, { isDevelopment }: { isDevelopment: boolean }) {
  const always: Headers = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Other sites learn nothing; the server of street tiles alone is told the origin, by the map itself.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
    ...(settings.PUBLIC_URL.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  };
  const images = ["'self'", 'data:', 'blob:', ...tileOrigins(settings.TILE_URL)].join(' ');
  return {
    forData: (): Headers => ({ ...always, 'content-security-policy': DATA_POLICY }),
    forFile: (): Headers => ({ ...always, 'content-security-policy': FILE_POLICY }),
    forPage: (nonce: string): Headers => ({
      ...always,
      'content-security-policy': [
        "default-src 'self'",
        `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
        // Style sheets carry the nonce too. Style attributes are what React Aria hides its inputs with before scripts run.
        `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
        "style-src-attr 'unsafe-inline'",
        `img-src ${images}`,
        "media-src 'self' blob:",
        "font-src 'self'",
        `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
        "worker-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join('; '),
    }),
  };
}

const FEATURES = [
  ...[
    'accelerometer',
    'browsing-topics',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
    'magnetometer',
  ],
  ...['microphone', 'midi', 'payment', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb'],
];

/** The policy of a file of the build binds it only when it runs as a worker: the decoder of voice messages is WebAssembly. */
const FILE_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Data that somebody opens as a page of its own: a picture may be drawn and a video played, and nothing else happens. */
const DATA_POLICY =
  "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Where street tiles come from, as a policy names it: `{s}` stands for a few hosts beside each other. */
function tileOrigins(tileUrl: string | null): string[] {
  const origin = /^https?:\/\/[^/]+/.exec(tileUrl ?? '')?.[0];
  return origin === undefined ? [] : [origin.replace('{s}', '*')];
}
