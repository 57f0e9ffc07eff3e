import { readFile } from 'node:fs/promises';
import { answerNotFound } from '@/app/api/answer';
import { findSampleFile } from '@/lib/samples/sample-files';

type Context = RouteContext<'/fileproxy/files/[name]'>;

/** Stands in for CM.com's media server, for the files of the sample conversations. */
export async function GET(_request: Request, { params }: Context) {
  const file = findSampleFile((await params).name);
  if (!file) return answerNotFound();
  return new Response(await readFile(file.path), { headers: { 'content-type': file.contentType } });
}

export async function DELETE(_request: Request, { params }: Context) {
  return findSampleFile((await params).name) ? new Response(null, { status: 204 }) : answerNotFound();
}
