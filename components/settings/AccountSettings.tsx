'use client';

import { useTranslations } from 'next-intl';

import { useSession } from '../Session';
import { Avatar } from '../controls/Avatar';
import { PasswordForm } from './PasswordForm';
import { SessionList } from './SessionList';
import { SettingsSection } from './SettingsSection';
import { SignInHistory } from './SignInHistory';
import { ThemeChoice } from './ThemeChoice';

/** The reader's own account. */
export function AccountSettings() {
  const t = useTranslations('accountSettings');
  const roles = useTranslations('shell.role');
  const { name, email, role } = useSession();
  return (
    <>
      <div className="mb-8 flex items-center gap-4">
        <Avatar name={name} size="l" />
        <div className="min-w-0">
          <p className="truncate text-lg font-[640]">
            <bdi>{name}</bdi>
          </p>
          <p className="truncate text-text-2">
            <bdi>{email}</bdi>
          </p>
          <p className="text-sm text-text-2">{roles(role)}</p>
        </div>
      </div>
      <SettingsSection title={t('appearance')} intro={t('appearanceMore')}>
        <ThemeChoice />
      </SettingsSection>
      <SettingsSection title={t('changePassword')} intro={t('changePasswordMore')}>
        <PasswordForm />
      </SettingsSection>
      <SettingsSection title={t('sessions')} intro={t('sessionsMore')}>
        <SessionList accountId={null} />
      </SettingsSection>
      <SettingsSection title={t('signIns')} intro={t('signInsMore')}>
        <SignInHistory />
      </SettingsSection>
    </>
  );
}
