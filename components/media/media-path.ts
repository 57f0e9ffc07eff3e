/** Where a file is served from: here, never from CM.com. */
export function mediaPath(mediaId: string): string {
  return `/api/media/${encodeURIComponent(mediaId)}`;
}

/** The same file as a download, whatever its type is. */
export function downloadPath(mediaId: string): string {
  return `${mediaPath(mediaId)}?download`;
}
