import { AccountSettings } from '@/components/settings/AccountSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('account');

export default function Page() {
  return (
    <SectionPage name="account">
      <AccountSettings />
    </SectionPage>
  );
}
