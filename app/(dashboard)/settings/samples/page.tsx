import { SampleSettings } from '@/components/settings/SampleSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('samples');

export default function Page() {
  return (
    <SectionPage name="samples">
      <SampleSettings />
    </SectionPage>
  );
}
