import {
  addLine,
  agendaWords,
  changeLine,
  draftNextEdition,
  makeProgram,
  moveLine,
  removeLine,
  viewDraft,
} from '#modules/community/next-editions';
import { getProgram } from '#modules/community/programs';
import { SESSION_FORMATS } from '#modules/community/programs/client';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { decimalInField, sumHundredths } from '#shared/decimal';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { reasonInWords, tooFewInWords } from '#web/features/next-editions/draft-words.server.ts';
import { formatName } from '#web/features/programs/parts/program-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { panelsOf } from '#web/kit/panels/panels-of.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const program = await getProgram(ctx, idOf(params.id));
  const draft = await viewDraft(ctx, program.id);
  const lessonHours = (jp: number): string => m.certificate_jp_count({ count: formatNumber(jp, ctx.locale) });
  return {
    panels: await panelsOf(ctx, { page: 'next_edition' }),
    title: program.title,
    backHref: localizeHref(`/staf/kegiatan/${program.id}`),
    closed: program.state === 'closed' || program.state === 'archived',
    formats: SESSION_FORMATS.map((value) => ({ value, label: formatName(value) })),
    draft: draft && {
      drafted: m.next_edition_drafted({
        when: formatInstant(draft.draftedAt, program.library.timeZone, ctx.locale),
        by: draft.draftedBy,
      }),
      madeHref: draft.madeProgramId === null ? null : localizeHref(`/staf/kegiatan/${draft.madeProgramId}`),
      tooFew: tooFewInWords(draft.tooFew),
      jp: lessonHours(sumHundredths(draft.lines.map(({ jp }) => jp))),
      lines: draft.lines.map((line) => ({
        ...line,
        jp: decimalInField(line.jp, ctx.locale),
        hours: lessonHours(line.jp),
        reason: reasonInWords(line.reason, ctx.locale),
      })),
    },
  };
};

const lineOf = (values: Record<string, string>) => ({
  title: values.title ?? '',
  format: SESSION_FORMATS.find((format) => format === values.format) ?? 'discussion',
  jp: values.jp ?? '',
});
const lineId = (values: Record<string, string>): number => idIn(values, 'lineId');

const move = (way: 'up' | 'down') =>
  formAction<RequestEvent, string>({ form: 'move' }, async ({ ctx, params, values }) => {
    await moveLine(ctx, idOf(params.id), lineId(values), way);
    return m.next_edition_moved();
  });

export const actions: Actions = {
  draft: formAction({ form: 'draft' }, async ({ ctx, params }) => {
    await draftNextEdition(ctx, idOf(params.id), agendaWords(ctx.locale));
    return m.next_edition_drafted_said();
  }),
  line: formAction({ form: 'line' }, async ({ ctx, params, values }) => {
    await changeLine(ctx, idOf(params.id), lineId(values), lineOf(values));
    return m.next_edition_saved();
  }),
  add: formAction({ form: 'add' }, async ({ ctx, params, values }) => {
    await addLine(ctx, idOf(params.id), { ...lineOf(values), note: values.note ?? '' });
    return m.next_edition_added();
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, params, values }) => {
    await removeLine(ctx, idOf(params.id), lineId(values));
    return m.next_edition_removed();
  }),
  up: move('up'),
  down: move('down'),
  make: formAction({ form: 'make' }, async ({ ctx, params, values }) => {
    const made = await makeProgram(ctx, idOf(params.id), { startsOn: values.startsOn ?? '' });
    return done(m.next_edition_made(), `/staf/kegiatan/${made}`);
  }),
};
