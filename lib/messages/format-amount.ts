/**
 * An exact amount of money in words of the locale, such as `€3,167.01`. The decimal string is never turned into a
 * float and never rounded. What is no currency code is shown as sent: `12 EURO`.
 */
export function formatAmount({ currency, amount }: { currency: string; amount: string }, locale: string): string {
  if (!isDecimal(amount)) return `${amount} ${currency}`;
  const sentDecimals = amount.split('.')[1]?.length ?? 0;
  try {
    return formatterOf(locale, currency, sentDecimals).format(amount);
  } catch {
    // Intl throws a RangeError at what is no currency code, and at more decimals than the browser can show.
    return `${amount} ${currency}`;
  }
}

const formatters = new Map<string, Intl.NumberFormat>();
const MOST_FORMATTERS = 100;

/** Kept, for to make one takes fifty times as long as to use it. */
function formatterOf(locale: string, currency: string, sentDecimals: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${sentDecimals.toString()}`;
  const kept = formatters.get(key);
  if (kept) return kept;
  const usual = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions();
  const maximumFractionDigits = Math.max(usual.maximumFractionDigits ?? 0, sentDecimals);
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits });
  if (formatters.size >= MOST_FORMATTERS) formatters.clear();
  formatters.set(key, made);
  return made;
}

function isDecimal(amount: string): amount is `${number}` {
  return amount.length <= 60 && /^-?\d+(\.\d+)?$/.test(amount);
}
