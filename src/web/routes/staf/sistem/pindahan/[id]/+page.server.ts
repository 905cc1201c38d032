import { nameLibraries, zoneOf } from '#modules/ground/libraries';
import {
  canDecide,
  cancelRun,
  confirmRun,
  countLines,
  decideConflict,
  explainSaid,
  fateWord,
  getRun,
  linesInput,
  listSaid,
  startUndo,
  tableInWords,
} from '#modules/moving/runs';
import { DECISIONS, isEnded } from '#modules/moving/runs/client';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, isDay } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { figuresOf } from '#web/features/runs/figures.server.ts';
import { showRun } from '#web/features/runs/run-views.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

const PAGE = 100;
const NONE = '–';
const ABOUT = ['refused', 'merged', 'told', 'updated', 'conflict', 'all'] as const;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const { locale } = ctx;
  const run = await getRun(ctx, idOf(params.id));
  const counts = await countLines(ctx, run.id);
  const all = counts.refused + counts.merged + counts.told;
  const count = { ...counts, updated: run.updated, conflict: run.conflicts, all };
  const usual = run.conflicts > 0 ? 'conflict' : counts.refused > 0 ? 'refused' : 'all';
  // of a first run nothing has changed since
  const abouts = ABOUT.filter((one) => (one !== 'updated' && one !== 'conflict') || count[one] > 0);
  const asked = linesInput.safeParse({ about: url.searchParams.get('hasil') ?? usual });
  const about = abouts.find((one) => asked.success && one === asked.data.about) ?? usual;
  const afterId = idAsked(url.searchParams.get('sesudah')) ?? 0;
  const afterSettle = idAsked(url.searchParams.get('pinjaman')) ?? 0;
  const lines = await listSaid(ctx, run.id, { about, afterId, limit: PAGE + 1 });
  const settle = await listSaid(ctx, run.id, { about: 'to_settle', afterId: afterSettle, limit: PAGE + 1 });
  const last = lines.length > PAGE ? lines[PAGE - 1] : undefined;
  const lastSettle = settle.length > PAGE ? settle[PAGE - 1] : undefined;
  const day = (text: string): string => (isDay(text) ? formatDate(text, locale, 'medium') : text);
  return {
    run: showRun(run, (await nameLibraries(ctx))(run.libraryId).name, await zoneOf(ctx), locale),
    ended: isEnded(run.state),
    figures: figuresOf(run, locale),
    isHindered: run.undoes !== null && run.tables.some((one) => one.kind === 'rows' && one.fates.refused > 0),
    changed:
      run.updated + run.conflicts > 0
        ? m.slims_answer_changed(
            { updated: formatNumber(run.updated, locale), conflicts: formatNumber(run.conflicts, locale) },
            { locale },
          )
        : null,
    lineCount: all,
    about,
    abouts: abouts.map((value) => {
      const label = {
        refused: run.undoes === null ? m.slims_count_refused : m.slims_undo_count_hindered,
        merged: m.slims_count_merged,
        told: m.slims_fate_told,
        updated: m.slims_fate_updated,
        conflict: m.slims_fate_conflict,
        all: m.slims_lines_all,
      }[value]({}, { locale });
      return { value, label: `${label} (${formatNumber(count[value], locale)})` };
    }),
    lines: lines.slice(0, PAGE).map((one) => ({
      id: one.id,
      table: tableInWords(one.table, locale),
      // names of columns say nothing to whoever looks here; the file of the report has them
      number: one.key.replaceAll(/\b(?:\w+_id|id|MemberNo)=/gi, ''),
      fate: one.fate,
      fateName: run.undoes === null ? fateWord(one, locale) : m.slims_fate_hindered({}, { locale }),
      message: explainSaid(one, locale),
      isDecidable: one.isDecidable,
      decision: one.decision,
      decided:
        one.decision === null
          ? null
          : { here: m.slims_decided_here, slims: m.slims_decided_slims }[one.decision](
              { name: one.decidedBy ?? NONE },
              { locale },
            ),
    })),
    canDecide: await canDecide(ctx, run),
    next: last ? `?hasil=${about}&sesudah=${last.id}` : null,
    settle: settle.slice(0, PAGE).map((one) => ({
      id: one.id,
      barcode: String(one.params?.barcode ?? '') || NONE,
      member: String(one.params?.member ?? '') || NONE,
      due: day(String(one.params?.due ?? '')),
      what:
        one.code === 'settle_copy_gone'
          ? m.slims_settle_copy_gone({}, { locale })
          : one.code === 'settle_copy_out'
            ? m.slims_settle_copy_out({}, { locale })
            : m.slims_settle_member_gone({}, { locale }),
    })),
    nextSettle: lastSettle ? `?pinjaman=${lastSettle.id}` : null,
  };
};

export const actions: Actions = {
  cancel: formAction({ keeps: false }, async ({ ctx, params }) => {
    await cancelRun(ctx, idOf(params.id));
    return m.slims_cancelling({}, { locale: ctx.locale });
  }),
  decide: formAction({ keeps: false }, async ({ ctx, params, values }) => {
    const decision = choiceIn(values, 'decision', DECISIONS);
    await decideConflict(ctx, idOf(params.id), idIn(values, 'line'), {
      decision,
      before: values.before ? choiceIn(values, 'before', DECISIONS) : null,
    });
    const words = { here: m.slims_decide_here_said, slims: m.slims_decide_slims_said };
    return done(words[decision]({}, { locale: ctx.locale }), '?hasil=conflict#laporan');
  }),
  undo: formAction({ keeps: false }, async ({ ctx, services, params }) =>
    done(null, `/staf/sistem/pindahan/${await startUndo(ctx, idOf(params.id), services.jobs)}`),
  ),
  confirm: formAction({ keeps: false }, async ({ ctx, services, params }) =>
    done(null, `/staf/sistem/pindahan/${await confirmRun(ctx, services.config, idOf(params.id), services.jobs)}`),
  ),
};
