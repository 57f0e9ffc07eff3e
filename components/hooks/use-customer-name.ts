import { useTranslations } from 'next-intl';

import type { Conversation } from '@/lib/messages/conversation';

import { isVisibleText } from '@/lib/messages/visible-text';

/** Gives what to call a customer: the name, else the number, else that the sender was not given. */
export function useCustomerName(): (customer: Conversation['customer']) => string {
  const t = useTranslations('customer');
  return ({ name, shown }) => {
    return isVisibleText(name) ? name : (shown ?? t('notGiven'));
  };
}
