import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { attendanceOf, enterList, takeBack } from '#modules/programs';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/flash.server.ts';
import { refuseForm } from '#web/form-refusal.server.ts';
import { idOf } from '#web/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { session, rows } = await attendanceOf(ctx, idOf(params.session));
  const { program } = session;
  return {
    session: session.title,
    program: program.title,
    when: formatInstant(session.startsAt, program.library.timeZone, ctx.locale, 'full'),
    papersHref: localizeHref(`/staf/kegiatan/${program.id}/dokumen`),
    // in the order of the sheet, with its numbers
    rows: rows.map(({ enrolmentId, name, people, libraryName, institution, cameAt }, at) => ({
      id: enrolmentId,
      number: at + 1,
      name: people > 1 ? m.papers_sheet_group({ name, people }) : name,
      from: institution || (libraryName ?? ''),
      came: cameAt !== null,
    })),
  };
};

async function act(
  { locals: { ctx }, request, params, cookies }: RequestEvent<{ session: string }>,
  work: (ctx: Ctx, sessionId: number, form: FormData) => Promise<string>,
) {
  const sessionId = idOf(params.session);
  let said: string;
  try {
    said = await work(ctx, sessionId, await request.formData());
  } catch (error) {
    return refuseForm(error, ctx, {});
  }
  setFlash(cookies, 'ok', said);
  redirect(303, localizeHref(`/staf/kegiatan/lembar/${sessionId}`));
}

export const actions: Actions = {
  enter: async (event) => {
    const ticked = await event.request.clone().formData();
    if (!ticked.has('came')) return fail(422, { message: m.papers_sheet_nobody(), fields: {}, values: {} });
    return act(event, async (ctx, sessionId, form) => {
      const enrolmentIds = form.getAll('came').map(Number);
      return m.papers_sheet_entered({ count: await enterList(ctx, sessionId, { enrolmentIds, way: 'sheet' }) });
    });
  },
  back: (event) =>
    act(event, async (ctx, sessionId, form) => {
      await takeBack(ctx, sessionId, Number(form.get('back')));
      return m.papers_sheet_taken_back();
    }),
};
