import { Readable } from 'node:stream';
import { redirect } from '@sveltejs/kit';
import { cancelWork, openResult, viewWork } from '#modules/heavy-work';
import type { Ctx } from '#platform/context';
import { explainError } from '#platform/problem';
import type { Storage } from '#platform/storage';
import { localizeHref } from '#i18n/runtime';

/** What the page of a piece of work shows, the same for staff, members and guests. */
export async function workPage(ctx: Ctx, id: string, folder: string) {
  const { state, done, total, file, refusal } = await viewWork(ctx, id);
  return {
    state,
    open: state === 'waiting' || state === 'running',
    done,
    total,
    href: file && localizeHref(`${folder}/${id}/berkas`),
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
  const { fileName, mediaType, sizeBytes, body } = await openResult(ctx, storage, id);
  const shown = mediaType === 'application/pdf' ? 'inline' : 'attachment';
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': mediaType,
      'content-length': String(sizeBytes),
      'content-disposition': `${shown}; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
}
