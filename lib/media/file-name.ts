const LONGEST = 150;

/**
 * The parameters that name a file in `Content-Disposition` (RFC 6266): in ASCII for old readers, and in full (RFC 8187).
 * Nothing of a sender's name leads out of a folder, hides another ending, or ends the header.
 */
export function fileName(title: string | null, type: string | null): string {
  const name = safeName(title ?? '') || `file.${endingOf(type)}`;
  const ascii = name.normalize('NFKD').replace(/[^ !#$&'()+,.0-9;=@A-Z[\]^_`a-z{}~-]/g, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `filename="${ascii}"; filename*=UTF-8''${full}`;
}

function safeName(title: string): string {
  const name = title
    .toWellFormed()
    // Controls, marks of direction and of joining, and what separates folders or means something to a shell of Windows.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}/\\:*?"<>|%]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)) return `_${name}`;
  if (name.length <= LONGEST) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return name.slice(0, LONGEST - ending.length).toWellFormed() + ending;
}

function endingOf(type: string | null): string {
  const ending = /\/(?:x-)?([a-z0-9]{2,5})(?:;|$)/.exec(type ?? '')?.[1] ?? 'bin';
  return ending === 'jpeg' ? 'jpg' : ending === 'mpeg' ? 'mp3' : ending;
}
