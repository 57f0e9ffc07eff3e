import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';

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

/** What next-intl adds is for building alone, and brings a compiler along that would stay in the server's memory. */
export default async function configure(/** @type {string} */ phase) {
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  const { default: createNextIntlPlugin } = await import('next-intl/plugin');
  return createNextIntlPlugin('./lib/i18n/request.ts')(config);
}
