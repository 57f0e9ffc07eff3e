/** Where a phone number leads to as it was typed. The 0 of `+31 (0)6 …` is only for who calls within the country. */
export function telHref(number: string): string {
  const dialled = number.trim().replace(/^((?:\+|00)[\d\s.-]*)\(0\)/, '$1');
  return `tel:${dialled.replace(/[^\d+]/g, '').replace(/^00/, '+')}`;
}
