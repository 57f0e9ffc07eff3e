'use client';

import { Download, FileX2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';

import type { MediaContent } from '@/lib/messages/kinds/media';

import { buttonLook } from '../controls/button-look';
import { Dialog } from '../controls/Dialog';
import { EmptyState } from '../controls/EmptyState';
import { Skeleton } from '../controls/Skeleton';
import { downloadPath, mediaPath } from './media-path';
import { useMediaName } from './use-media-name';

GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/** Its scripts, forms and links are not even read (decision 015): only what it looks like, and its words. */
function openPdf(path: string) {
  return getDocument({ url: path, isEvalSupported: false, enableXfa: false, stopAtErrors: false });
}

/** A look into a PDF: its pages one below the other, drawn as they come into view. */
export function PdfPreview({ content, onClose }: { content: MediaContent; onClose: () => void }) {
  const t = useTranslations('pdf');
  const name = useMediaName()(content);
  const document = usePdf(mediaPath(content.mediaId));
  return (
    <Dialog title={name} width="wide" isOpen onOpenChange={onClose}>
      {() => (
        <>
          <div tabIndex={0} className="min-h-64 flex-1 space-y-4 overflow-y-auto bg-sunken px-3 py-4 md:px-8">
            {document === 'failed' ? (
              <EmptyState icon={FileX2} title={t('failed')} />
            ) : document === null ? (
              <div aria-busy>
                <span className="sr-only">{t('loading')}</span>
                <Skeleton className="mx-auto aspect-[1/1.414] w-full max-w-2xl" />
              </div>
            ) : (
              Array.from({ length: document.numPages }, (_, index) => (
                <PdfPage key={index} document={document} number={index + 1} />
              ))
            )}
          </div>
          <footer className="flex justify-end border-t border-line px-5 py-3">
            <a className={buttonLook('plain')} href={downloadPath(content.mediaId)} download={name}>
              <Download aria-hidden className="size-4" />
              {t('save')}
            </a>
          </footer>
        </>
      )}
    </Dialog>
  );
}

function usePdf(path: string): PDFDocumentProxy | 'failed' | null {
  const [document, setDocument] = useState<PDFDocumentProxy | 'failed' | null>(null);
  useEffect(() => {
    const task = openPdf(path);
    let isOver = false;
    task.promise.then(
      (opened) => {
        if (!isOver) setDocument(opened);
      },
      () => {
        if (!isOver) setDocument('failed');
      },
    );
    return () => {
      isOver = true;
      void task.destroy();
    };
  }, [path]);
  return document;
}

/** The shape of a page until it is known: A4. */
const usualShape = 1 / Math.SQRT2;

function PdfPage({ document, number }: { document: PDFDocumentProxy; number: number }) {
  const t = useTranslations('pdf');
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isNear, setNear] = useState(number === 1);
  const [shape, setShape] = useState(usualShape);
  const [words, setWords] = useState('');

  useEffect(() => {
    if (box.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '600px' },
    );
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!isNear) return;
    let stop = () => {};
    let isOver = false;
    const draw = async () => {
      const page = await document.getPage(number);
      const natural = page.getViewport({ scale: 1 });
      if (isOver || canvas.current === null) return;
      setShape(natural.width / natural.height);
      const width = (box.current?.clientWidth ?? 600) * Math.min(window.devicePixelRatio, 2);
      const viewport = page.getViewport({ scale: width / natural.width });
      canvas.current.width = viewport.width;
      canvas.current.height = viewport.height;
      const rendering = page.render({ canvas: canvas.current, viewport });
      stop = () => rendering.cancel();
      await rendering.promise;
      const { items } = await page.getTextContent();
      setWords(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    };
    // A page that breaks stays white; the others are shown, and all of it can be saved.
    draw().catch(() => {});
    return () => {
      isOver = true;
      stop();
    };
  }, [isNear, document, number]);

  const name = t('page', { page: number, count: document.numPages });
  return (
    <div
      ref={box}
      className="mx-auto w-full max-w-2xl overflow-hidden rounded-s bg-white shadow-2"
      style={{ aspectRatio: String(shape) }}
    >
      <canvas ref={canvas} role="img" aria-label={name} className="size-full" />
      <p className="sr-only">{words}</p>
    </div>
  );
}
