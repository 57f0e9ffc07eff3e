import { useTranslations } from 'next-intl';

import type { Conversation } from '@/lib/messages/conversation';
import { formatPhoneNumber } from '@/lib/messages/phone-number';

import { isVisibleText } from './visible-text';

/** Gives what to call a customer: the name, else the number, else that the sender was not given. */
export function useCustomerName(): (customer: Conversation['customer']) => string {
  const t = useTranslations('customer');
  return ({ name, number }) => {
    if (isVisibleText(name)) return name;
    return number === null ? t('notGiven') : formatPhoneNumber(number);
  };
}
