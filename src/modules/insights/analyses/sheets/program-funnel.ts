import { m } from '#i18n/messages';
import { can } from '#platform/rights/authorize';
import { LEAST } from '#shared/disclosure';
import { formatNumber } from '#shared/money';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked, type Cell } from '../analysis.ts';
import { selectFunnels, type ProgramFunnel } from '../data/program-funnels.queries.ts';
import { percentOf } from '../rules/opening-use.ts';
import { shownStages, type Stage } from '../rules/shown-stages.ts';

/** The page of a programme, for who may open it. */
const pageOf = ({ ctx: { actor } }: Asked, { id, libraryId }: ProgramFunnel): string | undefined =>
  can(actor, 'programs.manage', libraryId) || can(actor, 'programs.attendance', libraryId)
    ? `/staf/kegiatan/${id}`
    : undefined;

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx, from, to, libraryIds } = asked;
  const said = { locale: ctx.locale };
  const notes = [
    m.analyses_funnel_note_registered({}, said),
    m.analyses_funnel_note_answers({}, said),
    m.analyses_funnel_note_few({ least: LEAST.people }, said),
    m.analyses_funnel_note_pages({}, said),
  ];
  const about = { libraryIds, from, to, now: ctx.clock.now(), least: LEAST.people };
  const programs = await selectFunnels(ctx.db, about);
  if (programs.length === 0) return nothing(notes);
  const few = m.analyses_few({ least: LEAST.people }, said);
  const cellOf = (stage: Stage): Cell => (stage === 'few' ? few : stage);
  const rows = programs.map((program) => {
    const { registered, came, answered, certified } = program;
    // where nobody was marked nobody knows who came
    return { program, stages: shownStages([registered, came === 0 ? null : came, answered, certified], LEAST.people) };
  });
  // only what is shown is added up, so no sum tells of what is not
  const sums = [0, 1, 2, 3].map((nth) =>
    rows.reduce((sum, { stages }) => {
      const stage = stages[nth];
      return sum + (typeof stage === 'number' ? stage : 0);
    }, 0),
  );
  const both = rows.flatMap(({ stages: [registered, came] }) =>
    typeof registered === 'number' && typeof came === 'number' ? [{ registered, came }] : [],
  );
  const n = (count: number): string => formatNumber(count, ctx.locale);
  const registered = both.reduce((sum, one) => sum + one.registered, 0);
  const came = both.reduce((sum, one) => sum + one.came, 0);
  return {
    finding:
      both.length === 0
        ? m.analyses_funnel_finding_few({ count: programs.length }, said)
        : m.analyses_funnel_finding(
            { count: both.length, registered: n(registered), came: n(came), share: percentOf(came, registered) ?? 0 },
            said,
          ),
    notes,
    chart: null,
    tables: [
      {
        title: m.analyses_funnel_name({}, said),
        columns: [
          { label: m.analyses_funnel_program({}, said), unit: 'text' },
          { label: m.analyses_funnel_ended({}, said), unit: 'day' },
          { label: m.analyses_funnel_registered({}, said), unit: 'count' },
          { label: m.analyses_funnel_came({}, said), unit: 'count' },
          { label: m.analyses_funnel_answered({}, said), unit: 'count' },
          { label: m.analyses_funnel_certified({}, said), unit: 'count' },
        ],
        rows: rows.map(({ program, stages }) => ({
          cells: [program.title, program.endedOn, ...stages.map(cellOf)],
          href: pageOf(asked, program),
        })),
        total: [m.analyses_total({}, said), null, ...sums],
      },
    ],
  };
}

/** Programmes from registered to certified. */
export const programFunnel: AnalysisDefinition = {
  key: 'corong-kegiatan',
  name: m.analyses_funnel_name,
  about: m.analyses_funnel_about,
  may: 'reports.read',
  inputs: [],
  make,
};
