import { PeopleSettings } from '@/components/settings/PeopleSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('people');

export default function Page() {
  return (
    <SectionPage name="people">
      <PeopleSettings />
    </SectionPage>
  );
}
