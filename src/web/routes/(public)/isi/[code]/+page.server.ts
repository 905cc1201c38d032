import { answerQuestionnaire, keepDraft, openForm, type OpenForm } from '#modules/community/questionnaires';
import { askedQuestions, checkAnswers, neighbourPage, pagesOf, said } from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  draftToken,
  dropDraftToken,
  ensureDraftToken,
  hasMark,
  markAnswered,
} from '#web/features/questionnaires/browser-marks.server.ts';
import { keptKey, rememberKey } from '#web/features/questionnaires/parts/answer-key.server.ts';
import {
  answersOf,
  fieldViews,
  filesOf,
  sentValues,
  valuesOf,
} from '#web/features/questionnaires/field-view.server.ts';
import { placementSubject, privacyPromise } from '#web/features/questionnaires/placement-words.ts';
import { formAction, type Sent, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { secret: 'the code of the placement' };

type Opening = Pick<RequestEvent, 'params' | 'url' | 'cookies' | 'getClientAddress'>;

const openingOf = ({ params, url, cookies, getClientAddress }: Opening) => ({
  code: params.code,
  key: url.searchParams.get('kunci')?.trim() || null,
  kioskKey: url.searchParams.get('kios'),
  draftToken: draftToken(cookies),
  ip: getClientAddress(),
});

/** What is asked, and by whom: the key of the address, else one that this phone has. */
async function openHere(event: Opening & Pick<RequestEvent, 'locals'>) {
  const { ctx } = event.locals;
  const opening = openingOf(event);
  const opened = await openForm(ctx, opening);
  const { access, placement } = opened;
  if (!placement.program) return { opening, opened };
  if (opening.key !== null && access !== 'needs_key') rememberKey(event.cookies, placement.program.id, opening.key);
  const kept = access === 'needs_key' ? keptKey(event.cookies, placement.program.id) : null;
  if (kept === null) return { opening, opened };
  const known = { ...opening, key: kept };
  return { opening: known, opened: await openForm(ctx, known) };
}

/** The address of a page of the form, or of the thanks; key and tablet come along. */
function hrefOf(url: URL, code: string, to: { page: number } | { place: 'terima-kasih' | 'mulai' }): string {
  const search = new URLSearchParams();
  for (const name of ['kunci', 'kios']) {
    const value = url.searchParams.get(name);
    if (value) search.set(name, value);
  }
  if ('page' in to) search.set('bagian', String(to.page + 1));
  const path = 'place' in to && to.place === 'terima-kasih' ? `/isi/${code}/terima-kasih` : `/isi/${code}`;
  const query = search.toString();
  return localizeHref(query === '' ? path : `${path}?${query}`);
}

const pageNumber = (url: URL, pages: readonly unknown[]): number => {
  const asked = Number(url.searchParams.get('bagian') ?? 1) - 1;
  return Number.isInteger(asked) && asked >= 0 && asked < pages.length ? asked : 0;
};

/** In a browser of somebody who is not known: it has answered before. */
const answeredHere = (event: Pick<RequestEvent, 'cookies'>, { placement, kiosk, access }: OpenForm): boolean =>
  placement.audience === 'anyone' && !kiosk && access === 'ready' && hasMark(event.cookies, placement.code);

export const load: PageServerLoad = async (event) => {
  const { ctx } = event.locals;
  const { url, params } = event;
  const { opened } = await openHere(event);
  const { placement, content, kiosk } = opened;
  const begins = kiosk && !url.searchParams.has('bagian');
  if (begins) dropDraftToken(event.cookies);
  const draft = begins ? {} : opened.draft;
  const pages = pagesOf(content.questions, content.paged);
  const at = pageNumber(url, pages);
  const asked = askedQuestions(content.questions, draft);
  const shown = (pages[at] ?? []).filter((question) => asked.includes(question));
  const day = (instant: Date): string => formatDate(localDate(instant, placement.library.timeZone), ctx.locale);
  return {
    title: said(content.title, ctx.locale),
    intro: at === 0 ? said(content.intro, ctx.locale) : '',
    subject: placementSubject(placement),
    library: placement.library.name,
    promise: privacyPromise(placement),
    until: placement.closesAt === null ? null : m.quest_until({ day: day(placement.closesAt) }),
    opens: m.error_questionnaires_not_open({ day: day(placement.opensAt) }),
    access: answeredHere(event, opened) ? ('answered' as const) : opened.access,
    kiosk,
    signInHref: `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`,
    fields: fieldViews(content.questions, shown, ctx.locale),
    values: valuesOf(draft),
    kept: Object.keys(draft).length > 0,
    page: at + 1,
    pages: pages.length,
    hasFile: shown.some(({ kind }) => kind === 'file'),
    last: at === pages.length - 1,
    query: hrefOf(url, params.code, { page: at }).split('?')[1] ?? '',
    startHref: hrefOf(url, params.code, { place: 'mulai' }),
  };
};

const idsOf = (page: readonly { id: string }[]): Set<string> => new Set(page.map(({ id }) => id));
const namesOf = (files: readonly { questionId: string; name: string }[]): Record<string, string> =>
  Object.fromEntries(files.map(({ questionId, name }) => [questionId, name]));

/** Throws for what is wrong on this page; the other pages are looked at when all is sent. */
function refusePage(page: readonly { id: string }[], faults: Record<string, string>): void {
  const here = Object.entries(faults).filter(([id]) => idsOf(page).has(id.split('.')[0] ?? ''));
  if (here.length === 0) return;
  throw platformErrors.invalidInput({}, Object.fromEntries(here.map(([id, reason]) => [`answers.${id}`, reason])));
}

const act = (step: 'next' | 'back' | 'save') =>
  formAction(
    { upload: 'file', refused: ({ message, fields }, { data }) => ({ message, fields, sent: sentValues(data) }) },
    async ({ event, ctx, services, params: { code }, url, cookies, data }: Sent<RequestEvent>) => {
      const { opening, opened } = await openHere(event);
      const { questions, paged } = opened.content;
      const pages = pagesOf(questions, paged);
      const at = pageNumber(url, pages);
      const page = pages[at] ?? [];
      const answers = { ...opened.draft, ...answersOf(page, sentValues(data)) };
      const token = ensureDraftToken(cookies);
      // kept first: whatever is refused now is not lost
      const kept =
        opened.access === 'ready'
          ? await keepDraft(ctx, { code, draftToken: token, answers, ip: event.getClientAddress() })
          : {};
      const goTo = (to: Parameters<typeof hrefOf>[2]) => done(null, hrefOf(url, code, to));
      if (step === 'save') return goTo({ page: at });
      if (step === 'back') return goTo({ page: neighbourPage(pages, questions, kept, at, -1) ?? 0 });
      const files = await filesOf(page, data);
      refusePage(page, checkAnswers(questions, { ...answers, ...namesOf(files) }, idsOf(page)).faults);
      const next = neighbourPage(pages, questions, kept, at, 1);
      if (next !== null) return goTo({ page: next });
      if (answeredHere(event, opened)) return goTo({ place: 'mulai' });
      await answerQuestionnaire(ctx, services.storage, { ...opening, draftToken: token, answers, files });
      if (opened.kiosk) dropDraftToken(cookies);
      else if (opened.placement.audience === 'anyone') markAnswered(cookies, code);
      return goTo({ place: 'terima-kasih' });
    },
  );

export const actions: Actions = {
  next: act('next'),
  back: act('back'),
  save: act('save'),
};
