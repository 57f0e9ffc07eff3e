import { useTranslations } from 'next-intl';

import { formatAmount } from '@/lib/messages/format-amount';

/** Gives the words for an exact amount of money, in the same locale as the previews. */
export function useAmount(): (amount: { currency: string; amount: string }) => string {
  const locale = useTranslations('preview')('locale');
  return (amount) => formatAmount(amount, locale);
}
