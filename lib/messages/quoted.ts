/** A message of the conversation. Its id grows with each arrival, and so decides between messages of the same second. */
export type QuoteCandidate = { id: number; sentAt: Date };

/**
 * Which message a reply quotes, of all messages of its conversation with the reference that it names. References are
 * ambiguous, so it is the newest sent at or before the reply, else the oldest after it, and never the reply itself.
 */
export function chooseQuoted<Candidate extends QuoteCandidate>(
  candidates: readonly Candidate[],
  reply: QuoteCandidate,
): Candidate | undefined {
  const others = candidates
    .filter((candidate) => candidate.id !== reply.id)
    .sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || a.id - b.id);
  return others.findLast((candidate) => candidate.sentAt <= reply.sentAt) ?? others[0];
}
