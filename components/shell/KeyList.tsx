'use client';

import { useTranslations } from 'next-intl';

import { Dialog } from '../controls/Dialog';
import { Toggle } from '../controls/Toggle';
import { commands, sections } from './commands';
import { Keycap } from './Keycap';
import { useSingleKeys } from './single-keys';

/** The list of keys. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const t = useTranslations('commands');
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Dialog title={t('keys')} isOpen onOpenChange={onClose} width="wide">
      {() => (
        <div className="overflow-y-auto px-5 pt-1 pb-6">
          <div className="gap-x-10 md:columns-2">
            {sections.map((section) => (
              <section key={section} className="mb-4 break-inside-avoid">
                <h3 className="pt-2 pb-1 text-xs font-[620] text-text-2">{t(`section.${section}`)}</h3>
                <dl>
                  {commands
                    .filter((command) => command.section === section)
                    .map((command) => (
                      <div
                        key={command.name}
                        className="flex items-center justify-between gap-6 border-b border-line py-1.5 last:border-0"
                      >
                        <dt>{t(`name.${command.name}`)}</dt>
                        <dd className="flex shrink-0 gap-1.5">
                          {command.shown.map((key) => (
                            <Keycap key={key}>{key}</Keycap>
                          ))}
                        </dd>
                      </div>
                    ))}
                </dl>
              </section>
            ))}
          </div>
          <Toggle
            label={t('singleKeys')}
            description={t('singleKeysMore')}
            isSelected={hasSingleKeys}
            onChange={setSingleKeys}
          />
        </div>
      )}
    </Dialog>
  );
}
