import { NumberSettings } from '@/components/settings/NumberSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('numbers');

export default function Page() {
  return (
    <SectionPage name="numbers">
      <NumberSettings />
    </SectionPage>
  );
}
