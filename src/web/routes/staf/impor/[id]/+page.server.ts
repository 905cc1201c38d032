import { error } from '@sveltejs/kit';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import {
  cancelImport,
  confirmImport,
  countImportRows,
  getImport,
  listImportRows,
  rowsInput,
} from '#modules/collection/imports';
import { isEnded } from '#modules/collection/imports/client';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { chosenMeanings, showCodes } from '#web/features/imports/import-codes.server.ts';
import { showRun } from '#web/features/imports/import-views.server.ts';
import { formatNumber } from '#shared/money';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'imports.run', network: true };

const PAGE = 100;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  try {
    const run = await getImport(ctx, idOf(params.id));
    const asked = url.searchParams.get('hasil');
    const counts = await countImportRows(ctx, run.id);
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const problems = counts.failed + counts.warning;
    const parsed = rowsInput.safeParse({ outcome: asked ?? (problems > 0 ? 'problems' : 'all') });
    const outcome = parsed.success ? parsed.data.outcome : 'all';
    const afterId = idAsked(url.searchParams.get('sesudah')) ?? 0;
    const rows = await listImportRows(ctx, run.id, { outcome, afterId, limit: PAGE + 1 });
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    return {
      run: showRun(run, await zoneOf(ctx), ctx.locale),
      ended: isEnded(run.status),
      met: run.kind === 'koha' && isEnded(run.status) ? await showCodes(ctx, run.id) : null,
      rowCount: all,
      manyFiles: run.files.length > 1,
      outcome,
      outcomes: (['problems', 'all', 'failed', 'warning', 'updated', 'skipped'] as const).map((value) => {
        const count = value === 'problems' ? problems : value === 'all' ? all : counts[value];
        const label = {
          problems: m.imports_filter_problems,
          all: m.imports_filter_all,
          failed: m.imports_outcome_failed,
          warning: m.imports_outcome_warning,
          updated: m.imports_outcome_updated,
          skipped: m.imports_outcome_skipped,
        }[value]({}, { locale: ctx.locale });
        return { value, label: `${label} (${formatNumber(count, ctx.locale)})` };
      }),
      rows: rows.slice(0, PAGE).map(({ id, file, rowNumber, outcome: what, label, message, bibId }) => ({
        id,
        file,
        rowNumber,
        what,
        label,
        message,
        bibId,
      })),
      next: last ? `?hasil=${outcome}&sesudah=${last.id}` : null,
    };
  } catch (refusal) {
    if (refusal instanceof AppError) error(refusal.status, explainError(refusal, ctx.locale));
    throw refusal;
  }
};

export const actions: Actions = {
  cancel: formAction({ keeps: false }, async ({ ctx, params }) => {
    await cancelImport(ctx, idOf(params.id));
    return m.imports_cancelling({}, { locale: ctx.locale });
  }),
  confirm: formAction({ keeps: false }, async ({ ctx, services, params }) =>
    done(null, `/staf/impor/${await confirmImport(ctx, idOf(params.id), services.jobs)}`),
  ),
  again: formAction({ keeps: false }, async ({ ctx, services, params, data }) => {
    const input = { dryRun: true, codes: chosenMeanings(data) };
    return done(null, `/staf/impor/${await confirmImport(ctx, idOf(params.id), services.jobs, input)}`);
  }),
};
