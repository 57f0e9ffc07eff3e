export type Customer = { name: string; number: string };

let count = 0;

/** A customer of whom no other test knows: name and number. */
export function newCustomer(given: string): Customer {
  count += 1;
  const serial = String(process.pid % 10_000).padStart(4, '0') + String(count).padStart(4, '0');
  return { name: `${given} ${serial}`, number: `+316${serial}` };
}
