import { TokenSettings } from '@/components/settings/TokenSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('tokens');

export default function Page() {
  return (
    <SectionPage name="tokens">
      <TokenSettings />
    </SectionPage>
  );
}
