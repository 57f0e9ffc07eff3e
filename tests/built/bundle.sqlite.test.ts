import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

const STATIC = '.next/static';
const files = readdirSync(STATIC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));
const scripts = files
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({ file, code: readFileSync(file, 'utf8') }));

describe('the files that browsers get', () => {
  it('exist', () => {
    expect(scripts.length).toBeGreaterThan(5);
  });

  it.each([
    // Words of each package that survive minifying; the server's files hold them, as the test below shows.
    ['zod', /ZodError|_zod\b/],
    ['Prisma', /PrismaClient|PrismaBetterSqlite3|query_compiler/],
    ['ical.js', /ICAL\.|BEGIN:VCARD|vcardSet/],
    ['better-auth on the server', /session_token|prismaAdapter/],
    ["CM.com's addresses", /messaging\.cm\.com\/fileproxy/],
  ])('hold nothing of %s', (_name, traces) => {
    expect(scripts.filter(({ code }) => traces.test(code)).map(({ file }) => file)).toEqual([]);
  });

  it('come from here: no address of a font, script or style elsewhere', () => {
    const styles = files.filter((file) => file.endsWith('.css')).map((file) => readFileSync(file, 'utf8'));
    expect(
      styles.filter((css) => /url\(["']?(https?:)?\/\//.test(css) || /@import ["'](https?:)?\/\//.test(css)),
    ).toEqual([]);
  });

  it('would show the traces if they were there', () => {
    const server = readdirSync('.next/server', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(path.join('.next/server', file), 'utf8'));
    expect(server.some((code) => /ZodError|_zod\b/.test(code))).toBe(true);
    expect(server.some((code) => /PrismaClient|query_compiler/.test(code))).toBe(true);
    expect(server.some((code) => /ICAL\.|BEGIN:VCARD|vcardSet/.test(code))).toBe(true);
  });
});

describe('the first load of the inbox', () => {
  let inlet: Inlet;
  let firstLoad: { file: string; code: string }[];
  beforeAll(async () => {
    inlet = await startInlet();
    const page = await (await (await signIn(inlet)).ask('GET', '/')).text();
    const named = [...page.matchAll(/<script[^>]+src="\/_next\/([^"?]+)/g)].map((match) =>
      path.join('.next', match[1] ?? ''),
    );
    firstLoad = scripts.filter(({ file }) => named.includes(file));
  });
  afterAll(() => inlet.remove());

  it('does not bring the map: neither Leaflet nor the outline of the world', () => {
    expect(firstLoad.length).toBeGreaterThan(2);
    const map = /leaflet-container|"Topology"/;
    expect(firstLoad.filter(({ code }) => map.test(code)).map(({ file }) => file)).toEqual([]);
    expect(scripts.some(({ code }) => code.includes('leaflet-container'))).toBe(true);
  });

  it.each([
    // Words that survive minifying.
    ['the lightbox', /lightbox"\)/],
    ['the dialog of a deletion', /\/api\/media\/delete"/],
    ['pdf.js', /pdfjs|PDFDocumentProxy|GlobalWorkerOptions/],
    ['the decoder of voice messages', /OggOpusDecoder|does not support this codec/],
  ])('does not bring %s, which comes when it is needed', (_name, trace) => {
    expect(firstLoad.filter(({ code }) => trace.test(code)).map(({ file }) => file)).toEqual([]);
    expect(scripts.some(({ code }) => trace.test(code))).toBe(true);
  });

  it('is at most 1.2 MB of scripts before packing', () => {
    const bytes = firstLoad.reduce((sum, { file }) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(1_200_000);
  });
});
