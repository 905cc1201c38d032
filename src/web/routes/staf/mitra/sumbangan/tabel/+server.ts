import { contributionTable } from '#modules/city/partners';
import { CONTRIBUTION_KINDS, type ContributionState } from '#modules/city/partners/client';
import { askTable } from '#modules/ground/heavy-work';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const STATES: Readonly<Record<string, ContributionState>> = { dijanjikan: 'promised', batal: 'void' };
const YEAR = /^(19|20|21)\d\d$/;

/** The list of contributions as it stands on the page, as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url: { searchParams } }) =>
  madeFile(ctx, async () => {
    const tab = searchParams.get('tampil') ?? '';
    const year = searchParams.get('tahun') ?? '';
    const rows = await contributionTable(ctx, {
      state: (Object.hasOwn(STATES, tab) ? STATES[tab] : undefined) ?? 'received',
      unthanked: tab === 'belum',
      kind: CONTRIBUTION_KINDS.find((one) => one === searchParams.get('jenis')) ?? null,
      year: YEAR.test(year) ? Number(year) : null,
      libraryId: idAsked(searchParams.get('di')),
      partnerId: idAsked(searchParams.get('mitra')),
    });
    const format = searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    return askTable(ctx, services.heavy, { name: 'sumbangan', format, rows });
  });
