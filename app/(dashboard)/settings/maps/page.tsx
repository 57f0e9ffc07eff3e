import { MapSettings } from '@/components/settings/MapSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('maps');

export default function Page() {
  return (
    <SectionPage name="maps">
      <MapSettings />
    </SectionPage>
  );
}
