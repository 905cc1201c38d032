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
import type { PageAccess } from '#platform/access';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { decimalInField, sumHundredths } from '#shared/decimal';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { refuseForm, formValues } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { reasonInWords, tooFewInWords } from '#web/features/next-editions/draft-words.server.ts';
import { formatName } from '#web/features/programs/program-words.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const program = await getProgram(ctx, idOf(params.id));
  const draft = await viewDraft(ctx, program.id);
  const lessonHours = (jp: number): string => m.certificate_jp_count({ count: formatNumber(jp, ctx.locale) });
  return {
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

const act = async (
  event: RequestEvent,
  form: string,
  work: (ctx: Ctx, id: number, values: Record<string, string>) => Promise<string>,
): ReturnType<typeof namedForm> => {
  const id = idOf(event.params.id);
  const back = localizeHref(`/staf/kegiatan/${id}/edisi-berikut`);
  return namedForm(event, { form, back }, async (ctx, values) => work(ctx, id, values));
};

const lineOf = (values: Record<string, string>) => ({
  title: values.title ?? '',
  format: SESSION_FORMATS.find((format) => format === values.format) ?? 'discussion',
  jp: values.jp ?? '',
});
const lineId = (values: Record<string, string>): number => idIn(values, 'lineId');

export const actions: Actions = {
  draft: async (event) =>
    act(event, 'draft', async (ctx, id) => {
      await draftNextEdition(ctx, id, agendaWords(ctx.locale));
      return m.next_edition_drafted_said();
    }),
  line: async (event) =>
    act(event, 'line', async (ctx, id, values) => {
      await changeLine(ctx, id, lineId(values), lineOf(values));
      return m.next_edition_saved();
    }),
  add: async (event) =>
    act(event, 'add', async (ctx, id, values) => {
      await addLine(ctx, id, { ...lineOf(values), note: values.note ?? '' });
      return m.next_edition_added();
    }),
  remove: async (event) =>
    act(event, 'remove', async (ctx, id, values) => {
      await removeLine(ctx, id, lineId(values));
      return m.next_edition_removed();
    }),
  up: async (event) =>
    act(event, 'move', async (ctx, id, values) => {
      await moveLine(ctx, id, lineId(values), 'up');
      return m.next_edition_moved();
    }),
  down: async (event) =>
    act(event, 'move', async (ctx, id, values) => {
      await moveLine(ctx, id, lineId(values), 'down');
      return m.next_edition_moved();
    }),
  make: async ({ locals: { ctx }, params, request, cookies }) => {
    const values = formValues(await request.formData());
    let made: number;
    try {
      made = await makeProgram(ctx, idOf(params.id), { startsOn: values.startsOn ?? '' });
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, { ...refusal.data, form: 'make' });
    }
    setFlash(cookies, 'ok', m.next_edition_made());
    return redirect(303, localizeHref(`/staf/kegiatan/${made}`));
  },
};
