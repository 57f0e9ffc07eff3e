import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';

/** A file that would run something if a browser let it. */
export type HostileFile = {
  name: string;
  bytes: Buffer;
  /** What its sender says that it is. */
  contentType: string;
  messageType: 'image' | 'sticker' | 'video' | 'voice' | 'document';
  /** As what it may be shown, by its bytes; null when it is to be saved only. */
  shown: string | null;
};

/** What is asked for when one of the files has run something; its name follows. */
export const RAN = '/api/health/live?ran=';

/** Files that are pages, programs, or two things at once, and say that they are pictures. */
export const hostileFiles: HostileFile[] = [
  ...named('image', 'image/svg+xml', null, {
    'drawing.svg': (run) => svg(`<script>${run}</script>`),
    'onload.svg': (run) => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload='${run}'/>`,
    'page.svg': (run) =>
      svg(
        `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror='${run}'/></body></foreignObject>`,
      ),
    'packed.svgz': (run) => gzipSync(svg(`<script>${run}</script>`)),
  }),
  ...named('sticker', 'image/webp', null, {
    'sticker.webp': (run) => svg(`<script>${run}</script>`),
    'sticker-page.webp': (run) => html(run),
  }),
  ...named('image', 'image/png', null, {
    'page.png': (run) => html(run),
    'page-after-mark.png': (run) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(html(run))]),
    'page-in-utf-16.png': (run) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(html(run), 'utf16le')]),
    'page-in-utf-7.png': (run) => `+ADw-script+AD4-${run}+ADw-/script+AD4-`,
    'page-after-blanks.png': (run) => `${' \n'.repeat(600)}${html(run)}`,
  }),
  ...named('document', 'text/html', null, {
    'page.html': (run) => html(run),
    'page.hta': (run) => html(run),
    'page.mht': (run) =>
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${html(run)}\r\n--b--`,
  }),
  ...named('document', 'application/xhtml+xml', null, {
    'page.xhtml': (run) =>
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${run}</script></html>`,
    'styled.xml': (run) =>
      `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="data:text/xml,${encodeURIComponent(xslt(run))}"?><a/>`,
    'style.xslt': (run) => xslt(run),
    'formula.mml': (run) =>
      `<math xmlns="http://www.w3.org/1998/Math/MathML"><maction actiontype="statusline" xlink:href="javascript:${run}" xmlns:xlink="http://www.w3.org/1999/xlink">a</maction></math>`,
  }),
  ...named('document', 'application/javascript', null, {
    'program.js': (run) => run,
    'program.mjs': (run) => `export default 1;${run}`,
    'style.css': (run) => `@import "${run}"; body { background: url("${RAN}css") }`,
    'data.json': (run) => `[1];${run}`,
    'list.appcache': () => 'CACHE MANIFEST\n/\nFALLBACK:\n/ /api/media/1\n',
  }),
  ...named('image', 'image/gif', 'image/gif', {
    'program.gif': (run) => `GIF89a/*${'\u0000'.repeat(8)}*/=1;${run}//`,
    'page.gif': (run) => Buffer.concat([real('moving.gif'), Buffer.from(html(run))]),
  }),
  ...named('image', 'image/jpeg', 'image/jpeg', {
    'page.jpg': (run) => withComment(real('photo.jpg'), html(run)),
    'program.jpg': (run) => withComment(real('photo.jpg'), `*/=1;${run}/*`),
  }),
  ...named('image', 'text/html', 'image/png', {
    'page-after-picture.png': (run) => Buffer.concat([real('screenshot.png'), Buffer.from(html(run))]),
  }),
  ...named('sticker', 'text/html', 'image/webp', {
    'page-after-sticker.webp': (run) => Buffer.concat([real('sticker.webp'), Buffer.from(html(run))]),
  }),
  ...named('video', 'text/html', 'video/mp4', {
    'page-after-film.mp4': (run) => Buffer.concat([real('video.mp4'), Buffer.from(html(run))]),
  }),
  ...named('voice', 'text/html', 'audio/ogg', {
    'page-after-voice.ogg': (run) => Buffer.concat([real('voice.ogg'), Buffer.from(html(run))]),
  }),
  ...named('voice', 'text/html', 'audio/amr', { 'page.amr': (run) => `#!AMR\n${html(run)}` }),
  ...named('document', 'application/pdf', 'application/pdf', {
    'page.pdf': (run) => `%PDF-1.4\n${html(run)}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`,
    'program.pdf': (run) =>
      `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);${run.replace(/[()\\]/g, '\\$&')})>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  }),
  ...named('image', 'image/png', null, {
    'icon.ico': () =>
      Buffer.concat([Buffer.from('000001000100010101000100180030000000160000', 'hex'), Buffer.alloc(64)]),
    'program.bmp': (run) => Buffer.concat([Buffer.from('BM/*\u0000\u0000\u0000\u0000*/=1;'), Buffer.from(run)]),
    'scan.tiff': () => Buffer.concat([Buffer.from('49492a0008000000', 'hex'), Buffer.alloc(64)]),
    'photo.heic': () => Buffer.from('0000001866747970686569630000000068656963', 'hex'),
    'photo.avif': () => Buffer.from('000000186674797061766966000000006d696631', 'hex'),
  }),
  ...named('document', 'application/octet-stream', null, {
    'letter.zip': (run) => zip({ 'index.html': html(run) }),
    'program.jar': (run) => zip({ 'META-INF/MANIFEST.MF': 'Main-Class: A\n', 'page.html': html(run) }),
    'film.swf': () => Buffer.concat([Buffer.from('FWS\u0009'), Buffer.alloc(64)]),
    'song.mid': () => Buffer.from('4d546864000000060000000100604d54726b0000000400ff2f00', 'hex'),
    'program.exe': () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(128)]),
    'program.wasm': () => Buffer.from('0061736d01000000', 'hex'),
    'page.eml': (run) => `Content-Type: text/html\r\n\r\n${html(run)}`,
    'empty.html': () => Buffer.alloc(0),
  }),
];

type Make = (run: string) => string | Buffer;

function named(
  messageType: HostileFile['messageType'],
  contentType: string,
  shown: string | null,
  files: Record<string, Make>,
): HostileFile[] {
  return Object.entries(files).map(([name, make]) => {
    const run = `try{top.document.title="ran"}catch(e){};fetch("${RAN}${name}")`;
    return { name, bytes: Buffer.from(make(run)), contentType, messageType, shown };
  });
}

function html(run: string): string {
  return `<!doctype html><html><body><script>${run}</script><img src=x onerror='${run}'><iframe srcdoc='<script>${run}</script>'></iframe></body></html>`;
}

function svg(inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48" fill="teal"/>${inside}</svg>`;
}

function xslt(run: string): string {
  return `<?xml version="1.0"?><xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html><script>${run}</script></html></xsl:template></xsl:stylesheet>`;
}

function real(name: string): Buffer {
  return readFileSync(path.join('tests/files', name));
}

/** A JPEG with a comment as its first segment. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(comment) + 2);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe]),
    length,
    Buffer.from(comment),
    jpeg.subarray(2),
  ]);
}

/** An archive as the format's first version had it (APPNOTE 6.3, 4.3), with one disk and no checksums. */
export function zip(files: Record<string, string | Buffer>): Buffer {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const rest = Buffer.alloc(26);
    rest.writeUInt16LE(20, 0);
    rest.writeUInt16LE(8, 4);
    rest.writeUInt32LE(packed.length, 14);
    rest.writeUInt32LE(Buffer.byteLength(content), 18);
    rest.writeUInt16LE(Buffer.byteLength(name), 22);
    const entry = Buffer.concat([Buffer.from('PK\u0003\u0004'), rest, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), rest, place, Buffer.from(name)]),
    );
    entries.push(entry);
    offset += entry.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...entries, list, Buffer.from('PK\u0005\u0006'), end]);
}
