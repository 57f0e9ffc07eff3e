/** A whole PNG picture of one pixel. */
export const png = {
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  contentType: 'image/png',
};

/** A document whose bytes are found again wherever they lie. */
export const pdf = {
  bytes: Buffer.from('%PDF-1.4\n% Belegstuk-8842\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
  contentType: 'application/pdf',
};
