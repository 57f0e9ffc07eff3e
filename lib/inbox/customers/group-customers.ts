type Declared = { customerId: number; sameAsId: number };

/**
 * Whom declarations make of each customer. They count in the order in which they were made: the first customer, with all
 * whom earlier ones made this customer, counts as the second. One that says what others say already changes nothing.
 */
export function groupCustomers(customerIds: number[], declarations: Declared[]): Map<number, number> {
  const countsAs = new Map(customerIds.map((id) => [id, id]));
  for (const { customerId, sameAsId } of declarations) {
    const [from, into] = [countsAs.get(customerId), countsAs.get(sameAsId)];
    if (from === undefined || into === undefined || from === into) continue;
    for (const [id, other] of countsAs) if (other === from) countsAs.set(id, into);
  }
  return countsAs;
}
