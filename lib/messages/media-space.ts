type Amount = { files: number; bytes: number };

/** How much the store of files holds, and the disk that it is on. */
export type MediaSpace = Amount & {
  /** Files that are still to be copied. */
  waiting: number;
  byType: (Amount & { type: string })[];
  /** By when their messages were sent. */
  byAge: (Amount & { age: 'week' | 'month' | 'year' | 'older' })[];
  /** Bytes; copying stops when only `reserve` is left, which belongs to messages. */
  disk: { size: number; free: number; reserve: number; isFull: boolean };
  /** Files that belong to no message. */
  orphans: Amount;
  /** Copies that have vanished from the disk. */
  missing: number;
  /** Whether a customer's deletion notice deletes the file at CM.com too. */
  deletesOnNotice: boolean;
};
