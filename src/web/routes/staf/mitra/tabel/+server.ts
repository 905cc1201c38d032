import { partnerTable } from '#modules/city/partners';
import { PARTNER_KINDS, type PartnerState } from '#modules/city/partners/client';
import { askTable } from '#modules/ground/heavy-work';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const STATES: Readonly<Record<string, PartnerState>> = { calon: 'prospect', arsip: 'archived' };

/** The list of partners as it stands on the page, as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url: { searchParams } }) =>
  madeFile(ctx, async () => {
    const asked = (searchParams.get('q') ?? '').toWellFormed().replaceAll('\0', '');
    const rows = await partnerTable(ctx, {
      asked,
      state: STATES[searchParams.get('tampil') ?? ''] ?? 'active',
      kind: PARTNER_KINDS.find((one) => one === searchParams.get('jenis')) ?? null,
      libraryId: idAsked(searchParams.get('di')),
    });
    const format = searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    return askTable(ctx, services.heavy, { name: 'mitra', format, rows });
  });
