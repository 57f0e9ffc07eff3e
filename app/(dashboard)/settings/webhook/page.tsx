import { WebhookSettings } from '@/components/settings/WebhookSettings';

import { SectionPage, sectionMetadata } from '../section';

export const generateMetadata = () => sectionMetadata('webhook');

export default function Page() {
  return (
    <SectionPage name="webhook">
      <WebhookSettings />
    </SectionPage>
  );
}
