import { redirect } from '@sveltejs/kit';
import { deskCounts } from '#modules/lending/circulation';
import { helpAtDesk } from '#modules/people/members';
import { countConflicts } from '#modules/stock/offline-desk';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  asDeskMode,
  type DeskAnswer,
  type DeskMember,
  type DeskMode,
} from '#web/features/circulation/desk/desk-answer.ts';
import { findDesk, type Desk } from '#web/features/circulation/parts/desk-library.server.ts';
import { askedWhere, notCarriedOver } from '#web/features/circulation/desk/desk-elsewhere.server.ts';
import { renewAllOf, undoAtDesk } from '#web/features/circulation/desk/desk-acts.server.ts';
import { holdAtDesk } from '#web/features/circulation/desk/desk-hold.server.ts';
import { lend, refusal, renew, returnAndLend, scan, sendOn } from '#web/features/circulation/desk/desk-scan.server.ts';
import { deskMember, deskRows, openingAnswer } from '#web/features/circulation/desk/desk-view.server.ts';
import { dueIn, lendingIn } from '#web/features/circulation/desk/lending-form.server.ts';
import { deskHelpLine } from '#web/features/members/parts/desk-help.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { idIn, instantAsked, wallClockIn } from '#web/kit/form/read-fields.server.ts';
import { refusedWith } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: ['loans.check_out', 'loans.check_in'] };

const PATH = '/staf/sirkulasi';
/** How far back the running list goes when nobody is at the desk, in hours. */
const LIST_HOURS = 4;

/** Everything that the desk must remember is in the address: who is here, at which library, since when, and what is being done. */
function deskHref(state: { member?: string; at?: string; since?: Date; mode?: DeskMode }): string {
  const query = new URLSearchParams();
  if (state.mode && state.mode !== 'pinjam') query.set('kerja', state.mode);
  if (state.member) query.set('anggota', state.member);
  if (state.member && state.since) query.set('sejak', String(state.since.getTime()));
  if (state.member && state.at) query.set('di', state.at);
  const text = query.toString();
  return localizeHref(text ? `${PATH}?${text}` : PATH);
}

const sinceOf = (url: URL): Date | null => instantAsked(url.searchParams.get('sejak'));

export const load: PageServerLoad = async (event) => withPreparedStatements(async () => loadDesk(event));

async function loadDesk({ locals, url }: Parameters<PageServerLoad>[0]) {
  const desk = await findDesk(locals.ctx);
  const { ctx, library } = desk;
  const number = url.searchParams.get('anggota');
  const mode = asDeskMode(url.searchParams.get('kerja'));
  const now = ctx.clock.now();
  const since = sinceOf(url) ?? new Date(now.getTime() - LIST_HOURS * 3_600_000);
  const openedAt = url.searchParams.get('di') ?? library.code;
  const opened = openedAt === library.code ? number : null;
  // all at once: a card that cannot be opened is seldom, and its list is asked for again
  const [{ member, opening }, rowsAsked, counts, conflicts, help] = await Promise.all([
    opened === null
      ? { member: null, opening: number === null ? null : await notCarriedOver(desk, number, openedAt) }
      : openCard(ctx, opened),
    deskRows(ctx, since, opened),
    deskCounts(ctx, library.id),
    countConflicts(ctx, library.id),
    opened === null ? null : helpAtDesk(ctx, locals.services.secrets, opened),
  ]);
  const shown = member?.number ?? null;
  const rows = shown === opened ? rowsAsked : await deskRows(ctx, since, shown);
  return {
    library: library.name,
    libraryId: library.id,
    mode,
    member,
    help: member && deskHelpLine(help),
    opening,
    rows,
    counts,
    conflicts,
    may: {
      backdate: can(ctx.actor, 'loans.backdate', library.id),
      setDue: can(ctx.actor, 'loans.due_date', library.id),
      hold: canAnywhere(ctx.actor, 'holds.place'),
    },
    // forms keep in their address who is here, and where
    state: member
      ? `&anggota=${encodeURIComponent(member.number)}&sejak=${since.getTime()}&di=${encodeURIComponent(library.code)}`
      : '',
    // holds back a change of the library until it is ended
    unfinished: member && { what: m.desk_unfinished({ name: member.name }), ended: PATH },
    hrefs: {
      receipt: member && localizeHref(`${PATH}/struk/${encodeURIComponent(member.number)}?sejak=${since.getTime()}`),
      member: member && localizeHref(`/staf/anggota/${encodeURIComponent(member.number)}`),
      next: deskHref({}),
      reading: can(ctx.actor, 'loans.count_reading', library.id) ? localizeHref(`${PATH}/baca-di-tempat`) : null,
    },
  };
}

/** Who is at the desk, and what is said to that; a card that cannot be opened is an answer. */
async function openCard(ctx: Desk['ctx'], number: string): Promise<{ member: DeskMember | null; opening: DeskAnswer }> {
  try {
    const { member } = await deskMember(ctx, number);
    return { member, opening: openingAnswer(member) };
  } catch (error) {
    return { member: null, opening: await refusal(error, ctx, { memberNumber: number }) };
  }
}

const MODE_FIELD = 'kerja';

const tell = (answer: DeskAnswer, mode: DeskMode) =>
  answer.tone === 'bad' ? refusedWith(409, { answer, mode }) : { answer, mode };

interface Opened extends Desk {
  values: Record<string, string>;
  mode: DeskMode;
  url: URL;
}
type Told = ReturnType<typeof tell>;

/** What is done at the desk; nothing where another library was chosen since the page was opened. */
const atDesk =
  (work: (opened: Opened) => Promise<Told>) =>
  async ({ request, locals, url }: RequestEvent): Promise<Told> => {
    // read first: what the form says of its library rules where the desk stands
    const values = formValues(await request.formData());
    const mode = asDeskMode(values[MODE_FIELD] ?? url.searchParams.get(MODE_FIELD));
    if (locals.elsewhere) return tell(askedWhere(locals.elsewhere, deskHref({})), mode);
    return withPreparedStatements(async () => work({ ...(await findDesk(locals.ctx)), values, mode, url }));
  };

export const actions: Actions = {
  scan: atDesk(async ({ ctx, library, values, mode, url }) => {
    const found = await scan(ctx, {
      code: values.kode ?? '',
      mode,
      memberNumber: url.searchParams.get('anggota'),
      returnedAt: wallClockIn(values, 'kembaliSejak', library.timeZone),
      due: dueIn(values),
      memberHref: (number) => deskHref({ member: number, at: library.code, since: ctx.clock.now() }),
    });
    // a card always begins a new visit, ready to lend
    if (found.kind === 'member')
      redirect(303, deskHref({ member: found.number, at: library.code, since: ctx.clock.now() }));
    return tell(found.answer, mode);
  }),

  override: atDesk(async ({ ctx, values, mode }) => {
    const override = { reason: values.reason ?? '' };
    const answer = values.loanId
      ? await renew(ctx, idIn(values, 'loanId'), override)
      : await lend(ctx, { ...lendingIn(values), override });
    return tell(answer, mode);
  }),

  onSite: atDesk(async ({ ctx, values, mode }) => {
    return tell(await lend(ctx, { ...lendingIn(values), onSite: true, due: null }), mode);
  }),

  confirm: atDesk(async ({ ctx, values, mode }) => {
    return tell(await lend(ctx, { ...lendingIn(values), confirmed: true }), mode);
  }),

  returnAndLend: atDesk(async ({ ctx, values, mode }) => {
    return tell(await returnAndLend(ctx, lendingIn(values)), mode);
  }),

  sendToUnit: atDesk(async ({ ctx, values, mode }) => {
    return tell(await sendOn(ctx, values.itemBarcode ?? '', values.toLibrary ?? ''), mode);
  }),

  renew: atDesk(async ({ ctx, values, mode }) => {
    return tell(await renew(ctx, idIn(values, 'loanId')), mode);
  }),

  renewAll: atDesk(async ({ ctx, values, mode }) => {
    return tell(await renewAllOf(ctx, values.memberNumber ?? ''), mode);
  }),

  hold: atDesk(async ({ ctx, values, mode, url }) => {
    return tell(await holdAtDesk(ctx, url.searchParams.get('anggota') ?? '', values), mode);
  }),

  undo: atDesk(async ({ ctx, values, mode }) => {
    return tell(await undoAtDesk(ctx, values), mode);
  }),
};
