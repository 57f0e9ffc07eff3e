import { AuditSettings } from '@/components/settings/AuditSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('audit');

export default function Page() {
  return (
    <SectionPage name="audit">
      <AuditSettings />
    </SectionPage>
  );
}
