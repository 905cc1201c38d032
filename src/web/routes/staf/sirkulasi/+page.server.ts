import { redirect } from '@sveltejs/kit';
import { deskCounts } from '#modules/lending/circulation';
import { countConflicts } from '#modules/stock/offline-desk';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import { localizeHref } from '#i18n/runtime';
import { asDeskMode, type DeskAnswer, type DeskMode } from '#web/features/circulation/desk/desk-answer.ts';
import { findDesk, rememberDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { renewAllOf, undoAtDesk } from '#web/features/circulation/desk/desk-acts.server.ts';
import { holdAtDesk } from '#web/features/circulation/desk/desk-hold.server.ts';
import { lend, refusal, renew, returnAndLend, scan, sendOn } from '#web/features/circulation/desk/desk-scan.server.ts';
import { deskMember, deskRows, openingAnswer } from '#web/features/circulation/desk/desk-view.server.ts';
import { dueIn, lendingIn } from '#web/features/circulation/desk/lending-form.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { idIn, instantAsked, wallClockIn } from '#web/kit/form/read-fields.server.ts';
import { refusedWith } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: ['loans.check_out', 'loans.check_in'] };

const PATH = '/staf/sirkulasi';
/** How far back the running list goes when nobody is at the desk, in hours. */
const LIST_HOURS = 4;

/** Everything that the desk must remember is in the address: who is here, since when, and what is being done. */
function deskHref(state: { member?: string; since?: Date; mode?: DeskMode }): string {
  const query = new URLSearchParams();
  if (state.mode && state.mode !== 'pinjam') query.set('kerja', state.mode);
  if (state.member) query.set('anggota', state.member);
  if (state.member && state.since) query.set('sejak', String(state.since.getTime()));
  const text = query.toString();
  return localizeHref(text ? `${PATH}?${text}` : PATH);
}

const sinceOf = (url: URL): Date | null => instantAsked(url.searchParams.get('sejak'));

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const { ctx, library, libraries } = await findDesk(locals.ctx, cookies);
  const number = url.searchParams.get('anggota');
  const mode = asDeskMode(url.searchParams.get('kerja'));
  const now = ctx.clock.now();
  const since = sinceOf(url) ?? new Date(now.getTime() - LIST_HOURS * 3_600_000);
  let opening: DeskAnswer | null = null;
  let member = null;
  if (number !== null) {
    try {
      member = (await deskMember(ctx, number)).member;
      opening = openingAnswer(member);
    } catch (error) {
      opening = await refusal(error, ctx, { memberNumber: number });
    }
  }
  const [rows, counts, conflicts] = await Promise.all([
    deskRows(ctx, since, member?.number ?? null),
    deskCounts(ctx, library.id),
    countConflicts(ctx, library.id),
  ]);
  return {
    library: { id: library.id, name: library.name },
    libraries: libraries.map(({ id, name }) => ({ id, name })),
    mode,
    member,
    opening,
    rows,
    counts,
    conflicts,
    may: {
      backdate: can(ctx.actor, 'loans.backdate', library.id),
      setDue: can(ctx.actor, 'loans.due_date', library.id),
      hold: canAnywhere(ctx.actor, 'holds.place'),
    },
    // forms keep in their address who is here
    state: member ? `&anggota=${encodeURIComponent(member.number)}&sejak=${since.getTime()}` : '',
    hrefs: {
      receipt: member && localizeHref(`${PATH}/struk/${encodeURIComponent(member.number)}?sejak=${since.getTime()}`),
      member: member && localizeHref(`/staf/anggota/${encodeURIComponent(member.number)}`),
      next: deskHref({}),
      reading: can(ctx.actor, 'loans.count_reading', library.id) ? localizeHref(`${PATH}/baca-di-tempat`) : null,
    },
  };
};

const MODE_FIELD = 'kerja';

async function open({ request, locals, cookies, url }: RequestEvent) {
  const desk = await findDesk(locals.ctx, cookies);
  const values = formValues(await request.formData());
  return { ...desk, values, mode: asDeskMode(values[MODE_FIELD] ?? url.searchParams.get(MODE_FIELD)), url };
}
const tell = (answer: DeskAnswer, mode: DeskMode) =>
  answer.tone === 'bad' ? refusedWith(409, { answer, mode }) : { answer, mode };

export const actions: Actions = {
  scan: async (event) => {
    const { ctx, library, values, mode, url } = await open(event);
    const found = await scan(ctx, {
      code: values.kode ?? '',
      mode,
      memberNumber: url.searchParams.get('anggota'),
      returnedAt: wallClockIn(values, 'kembaliSejak', library.timeZone),
      due: dueIn(values),
      memberHref: (number) => deskHref({ member: number, since: ctx.clock.now() }),
    });
    // a card always begins a new visit, ready to lend
    if (found.kind === 'member') redirect(303, deskHref({ member: found.number, since: ctx.clock.now() }));
    return tell(found.answer, mode);
  },

  override: async (event) => {
    const { ctx, values, mode } = await open(event);
    const override = { reason: values.reason ?? '' };
    const answer = values.loanId
      ? await renew(ctx, idIn(values, 'loanId'), override)
      : await lend(ctx, { ...lendingIn(values), override });
    return tell(answer, mode);
  },

  onSite: async (event) => {
    const { ctx, values, mode } = await open(event);
    return tell(await lend(ctx, { ...lendingIn(values), onSite: true, due: null }), mode);
  },

  confirm: async (event) => {
    const { ctx, values, mode } = await open(event);
    return tell(await lend(ctx, { ...lendingIn(values), confirmed: true }), mode);
  },

  returnAndLend: async (event) => {
    const { ctx, values, mode } = await open(event);
    return tell(await returnAndLend(ctx, lendingIn(values)), mode);
  },

  sendToUnit: async (event) => {
    const { ctx, values, mode } = await open(event);
    return tell(await sendOn(ctx, values.itemBarcode ?? '', values.toLibrary ?? ''), mode);
  },

  renew: async (event) => {
    const { ctx, values, mode } = await open(event);
    return tell(await renew(ctx, idIn(values, 'loanId')), mode);
  },

  renewAll: async (event) => {
    const { ctx, values, mode } = await open(event);
    return tell(await renewAllOf(ctx, values.memberNumber ?? ''), mode);
  },

  hold: async (event) => {
    const { ctx, values, mode, url } = await open(event);
    return tell(await holdAtDesk(ctx, url.searchParams.get('anggota') ?? '', values), mode);
  },

  undo: async (event) => {
    const { ctx, values, mode } = await open(event);
    return tell(await undoAtDesk(ctx, values), mode);
  },

  library: async (event) => {
    const { libraries, values } = await open(event);
    const chosen = libraries.find((library) => library.id === idIn(values, 'libraryId'));
    if (chosen) rememberDesk(event.cookies, chosen.id);
    redirect(303, deskHref({}));
  },
};
