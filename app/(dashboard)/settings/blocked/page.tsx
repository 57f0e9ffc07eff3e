import { BlockedSettings } from '@/components/settings/BlockedSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('blocked');

export default function Page() {
  return (
    <SectionPage name="blocked">
      <BlockedSettings />
    </SectionPage>
  );
}
