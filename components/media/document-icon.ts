import {
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  Presentation,
  type LucideIcon,
} from 'lucide-react';

import type { MediaContent } from '@/lib/messages/kinds/media';

const icons: [RegExp, LucideIcon][] = [
  [/^(pdf|docx?|odt|rtf|txt|md|pages)$/, FileText],
  [/^(xlsx?|ods|csv|tsv|numbers)$/, FileSpreadsheet],
  [/^(pptx?|odp|key)$/, Presentation],
  [/^(zip|rar|7z|gz|tar)$/, FileArchive],
  [/^(png|jpe?g|gif|webp|svg|heic|tiff?|bmp)$/, FileImage],
  [/^(html?|xml|json|js|css)$/, FileCode],
];

/** What a document of this kind looks like. */
export function iconOf(extension: string): LucideIcon {
  return icons.find(([pattern]) => pattern.test(extension))?.[1] ?? File;
}

/** At most four letters for the tile: from the name, else from the content type. */
export function extensionOf({ title, contentType }: MediaContent): string {
  const fromName = /\.([a-z0-9]{1,4})$/i.exec(title ?? '')?.[1];
  const fromType = /\/(?:x-)?([a-z0-9]+)/i.exec(contentType ?? '')?.[1];
  return (fromName ?? fromType ?? 'file').slice(0, 4).toLowerCase();
}
