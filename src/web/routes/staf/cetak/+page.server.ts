import { getLayout, listBatches, makeBatch, MAX_LABELS } from '#modules/stock/printing';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import {
  kindHint,
  kindName,
  kindOf,
  kindsFor,
  measures,
  slugOf,
  tabsOf,
} from '#web/features/printing/print-words.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'printing.print' };

const RECENT = 12;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['printing.print']);
  const kinds = kindsFor(ctx.actor, library.id);
  const asked = kindOf(url.searchParams.get('jenis'));
  const kind = kinds.find((one) => one === asked) ?? 'spine';
  const layout = await getLayout(ctx, library.id, kind);
  const cursor = url.searchParams.get('lanjut');
  const { data, next } = await listBatches(ctx, library.id, { limit: RECENT, ...(cursor !== null && { cursor }) });
  const others = [
    ['bulk', '/staf/pinjaman-paket', 'bulk_loans.manage'],
    ['receipts', '/staf/kas', 'cash.read'],
    ['slips', '/staf/pesanan', 'holds.place'],
    ['letters', '/staf/surat', 'letters.issue'],
  ] as const;
  return {
    library: library.name,
    kind,
    slug: slugOf(kind),
    tabs: tabsOf(kinds, kind, ctx),
    others: others
      .filter(([, , permission]) => can(ctx.actor, permission, library.id))
      .map(([name, path]) => ({ name, href: localizeHref(path) })),
    name: kindName(kind, ctx),
    hint: kindHint(kind, ctx),
    measures: measures(layout, ctx),
    perSheet: layout.sheet.columns * layout.sheet.rows,
    max: MAX_LABELS,
    codes: url.searchParams.get('kode')?.slice(0, 4000) ?? '',
    layoutHref: can(ctx.actor, 'printing.layouts', library.id)
      ? localizeHref(`/staf/cetak/tata-letak/${slugOf(kind)}`)
      : null,
    batches: data.map((batch) => ({
      id: batch.id,
      href: localizeHref(`/staf/cetak/${batch.id}`),
      kind: kindName(batch.kind, ctx),
      labels: batch.subjects,
      when: formatInstant(batch.createdAt, batch.library.timeZone, ctx.locale),
      by: batch.createdBy,
      printed: batch.printedAt !== null,
    })),
    next: next && localizeHref(`/staf/cetak?jenis=${slugOf(kind)}&lanjut=${encodeURIComponent(next)}`),
  };
};

export const actions: Actions = {
  default: deskAction({ needs: ['printing.print'] }, async ({ ctx, library, values }) => {
    const id = await makeBatch(ctx, library.id, {
      kind: kindOf(values.jenis ?? '') ?? 'spine',
      codes: (values.codes ?? '').split(/[\r\n,;]+/).filter((code) => code.trim() !== ''),
      from: values.from || null,
      to: values.to || null,
      shelfFrom: values.shelfFrom || null,
      shelfTo: values.shelfTo || null,
      unprinted: values.unprinted === 'ya',
      startAt: wholeIn(values, 'startAt') ?? 1,
    });
    return done(null, `/staf/cetak/${id}`);
  }),
};
