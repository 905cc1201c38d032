import { redirect } from '@sveltejs/kit';
import { cancelWork, openResult, viewWork } from '#modules/ground/heavy-work';
import type { Ctx, Locale } from '#platform/context';
import { explainError, sentenceOf } from '#platform/requests/problem';
import type { Storage } from '#platform/storage';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { fileResponse } from './parts/made-file.server.ts';
import { progressInWords } from './parts/progress-words.server.ts';

/** Results that a page goes on with, instead of a file to be kept. */
const CONTINUED: Readonly<Record<string, string>> = {
  'imports.class_list': '/staf/anggota/kelas/impor?pekerjaan=',
  'letters.warnings': '/staf/surat?pekerjaan=',
};

/** What is done, in words. */
export const kindInWords = (kind: string, locale: Locale): string => sentenceOf('heavy_kind', kind, {}, locale) ?? kind;

const sizeInWords = (bytes: number, locale: Locale): string =>
  m.heavy_size({ kilobytes: formatNumber(Math.ceil(bytes / 1000), locale) }, { locale });

/** What the page of a piece of work shows, the same for staff, members and guests. */
export async function workPage(ctx: Ctx, id: string, folder: string) {
  const { kind, state, done, total, file, refusal } = await viewWork(ctx, id);
  const { locale } = ctx;
  const page = CONTINUED[kind];
  return {
    state,
    open: state === 'waiting' || state === 'running',
    kind: kindInWords(kind, locale),
    done,
    total,
    progress: progressInWords({ done, total }, locale),
    href: file && localizeHref(page === undefined ? `${folder}/${id}/berkas` : page + id),
    goesOn: page !== undefined,
    file: file && page === undefined ? `${file.name}, ${sizeInWords(file.sizeBytes, locale)}` : null,
    reason: refusal && explainError(refusal, ctx.locale),
  };
}

/** Stops it and shows the page again. */
export async function stopWork(ctx: Ctx, id: string, folder: string): Promise<never> {
  await cancelWork(ctx, id);
  redirect(303, localizeHref(`${folder}/${id}`));
}

/** What came of it, as an answer. */
export async function workFile(ctx: Ctx, storage: Storage, id: string): Promise<Response> {
  const file = await openResult(ctx, storage, id);
  return fileResponse(file, file.mediaType === 'application/pdf' ? 'inline' : 'attachment');
}
