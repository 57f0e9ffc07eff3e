'use client';

import { HardDrive } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';

import type { MediaSpace } from '@/lib/messages/media-space';

import { Notice } from '../controls/Notice';
import { useByteWords } from '../media/use-byte-words';

const types = ['image', 'video', 'audio', 'document', 'sticker'] as const;
const colours = {
  image: 'bg-accent',
  video: 'bg-type-video',
  audio: 'bg-type-audio',
  document: 'bg-type-document',
  sticker: 'bg-type-sticker',
};

/** How much of the disk customers' files take, by what they are and by when they came. */
export function StoreSpace({ space }: { space: MediaSpace }) {
  const t = useTranslations('mediaSettings');
  const bytes = useByteWords();
  const { disk } = space;
  const byType = types
    .map((type) => ({ files: 0, bytes: 0, ...space.byType.find((share) => share.type === type), type }))
    .sort((a, b) => b.bytes - a.bytes);
  return (
    <section aria-labelledby="store-space">
      <h2 id="store-space" className="text-base font-[640]">
        {t('space')}
      </h2>
      {disk.isFull && (
        <div role="alert" className="mt-3">
          <Notice icon={HardDrive} tone="danger">
            {t('diskFull', { reserve: bytes(disk.reserve), free: bytes(disk.free), waiting: space.waiting })}
          </Notice>
        </div>
      )}
      <p className="mt-3 flex flex-wrap items-baseline gap-x-3">
        <span className="tabular text-big font-[660] tracking-tight">{bytes(space.bytes)}</span>
        <span className="tabular text-text-2">{t('inFiles', { count: space.files })}</span>
      </p>
      <p className="tabular mt-0.5 text-sm text-text-2">
        {t('disk', { free: bytes(disk.free), size: bytes(disk.size) })}
        {space.waiting > 0 && ` ${t('waiting', { count: space.waiting })}`}
      </p>
      {space.bytes > 0 && (
        <>
          <div aria-hidden className="mt-4 flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-line">
            {byType
              .filter((type) => type.bytes > 0)
              .map(({ type, bytes: share }) => (
                <span
                  key={type}
                  className={`min-w-1 ${colours[type]}`}
                  style={{ width: `${(share / space.bytes) * 100}%` }}
                />
              ))}
          </div>
          <div className="mt-4 grid gap-x-12 gap-y-6 sm:grid-cols-2">
            <Table
              caption={t('byType')}
              rows={byType.map(({ type, ...share }) => ({ name: t(`type.${type}`), mark: colours[type], ...share }))}
            />
            <Table
              caption={t('byAge')}
              rows={space.byAge.map(({ age, ...share }) => ({ name: t(`age.${age}`), mark: null, ...share }))}
            />
          </div>
        </>
      )}
    </section>
  );
}

function Table({
  caption,
  rows,
}: {
  caption: string;
  rows: { name: string; mark: string | null; files: number; bytes: number }[];
}) {
  const t = useTranslations('mediaSettings');
  const format = useFormatter();
  const words = useByteWords();
  return (
    <table className="tabular w-full self-start text-sm">
      <caption className="pb-1.5 text-start text-xs font-[620] text-text-2">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{caption}</th>
          <th scope="col">{t('files')}</th>
          <th scope="col">{t('size')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, mark, files, bytes }) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-1.5 text-start font-normal">
              {mark !== null && <span aria-hidden className={`me-2.5 inline-block size-2.5 rounded-full ${mark}`} />}
              {name}
            </th>
            <td className="py-1.5 text-end text-text-2">{format.number(files)}</td>
            <td className="w-24 py-1.5 text-end font-[560]">{words(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
