/**
 * An exact amount of money in words of the locale, such as `€3,167.01`. The decimal string is never turned into a
 * float and never rounded. What is no currency code is shown as sent: `12 EURO`.
 */
export function formatAmount({ currency, amount }: { currency: string; amount: string }, locale: string): string {
  if (!isDecimal(amount)) return `${amount} ${currency}`;
  const sentDecimals = amount.split('.')[1]?.length ?? 0;
  try {
    const usual = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions();
    const maximumFractionDigits = Math.max(usual.maximumFractionDigits ?? 0, sentDecimals);
    return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits }).format(amount);
  } catch {
    // Intl throws a RangeError at what is no currency code, and at more decimals than the browser can show.
    return `${amount} ${currency}`;
  }
}

function isDecimal(amount: string): amount is `${number}` {
  return amount.length <= 60 && /^-?\d+(\.\d+)?$/.test(amount);
}
