import { MediaSettings } from '@/components/settings/MediaSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('media');

export default function Page() {
  return (
    <SectionPage name="media">
      <MediaSettings />
    </SectionPage>
  );
}
