import { previewLayout } from '#modules/stock/printing';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { layoutFrom } from '#web/features/printing/layout-form.server.ts';
import { kindOrThrow } from '#web/features/printing/print-words.server.ts';
import { svgOr } from '#web/features/printing/svg-or.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'printing.layouts' };

/** A sheet of specimens in the layout that the form shows now. */
export const GET: RequestHandler = async ({ locals, params, url }) =>
  svgOr(locals.ctx, async () => {
    const { ctx, library } = await findDesk(locals.ctx, ['printing.layouts']);
    const services = { ...locals.services, origin: siteOrigin(locals.services, url) };
    return previewLayout(ctx, services, library.id, kindOrThrow(params.kind), layoutFrom(url.searchParams));
  });
