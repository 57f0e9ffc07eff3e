import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/i18n/request.ts');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` reads the types; whoever starts Inlet for the first time need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Customers' files never go through an image decoder on the server.
  images: { unoptimized: true },
  // Native or WebAssembly packages that must be loaded from node_modules as they are.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-better-sqlite3',
    '@prisma/client',
    '@prisma/schema-engine-wasm',
    'better-sqlite3',
    'pino',
  ],
};

export default withNextIntl(config);
