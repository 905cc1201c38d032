import {
  changeEntry,
  checkEntry,
  deleteDraft,
  getEntry,
  hideEntry,
  publishEntry,
  restoreEntry,
} from '#modules/city/answers';
import type { EntryState } from '#modules/city/answers/client';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { entryOf, sourceLines, themeOptions } from '#web/features/answers/entry-form.server.ts';
import { whyWords } from '#web/features/answers/entry-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'answers.edit' };

const LIST = '/staf/layanan/tanya-jawab';
const STATES: Record<EntryState, { words: () => string; mark: 'on' | 'wait' | 'off' }> = {
  published: { words: m.answers_tab_published, mark: 'on' },
  draft: { words: m.answers_tab_draft, mark: 'wait' },
  hidden: { words: m.answers_tab_hidden, mark: 'off' },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const entry = await getEntry(ctx, idOf(params.id));
  const zone = await networkZone(ctx.db);
  const day = (date: string) => formatDate(date, ctx.locale);
  const { question, answer, questionEn, answerEn, theme, words } = entry;
  return {
    values: { question, answer, questionEn, answerEn, theme, words, sources: sourceLines(entry.sources) },
    themes: themeOptions(),
    version: entry.version,
    state: entry.state,
    stateWords: STATES[entry.state].words(),
    mark: STATES[entry.state].mark,
    wasShown: entry.checkedOn !== null,
    why: entry.why && whyWords(entry.why),
    by: [
      entry.createdBy && m.answers_created_by({ name: entry.createdBy }),
      entry.checkedOn && m.answers_checked_by({ day: day(entry.checkedOn), name: entry.checkedBy }),
    ]
      .filter(Boolean)
      .join(' · '),
    votes: entry.votes && m.answers_votes({ yes: entry.votes.yes, all: entry.votes.yes + entry.votes.no }),
    said: entry.said.map(({ word, helpful, votedAt }, i) => ({
      key: i,
      word,
      helpful,
      day: day(localDate(votedAt, zone)),
    })),
    publicHref: entry.state === 'published' ? localizeHref(`/bantuan/tanya-jawab/${params.id}`) : null,
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values }) => {
    await changeEntry(ctx, idOf(params.id), { ...entryOf(values), version: versionIn(values) });
    return m.answers_saved();
  }),
  publish: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await publishEntry(ctx, idOf(params.id), versionIn(values));
    return m.answers_published();
  }),
  check: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await checkEntry(ctx, idOf(params.id), versionIn(values));
    return m.answers_check_done();
  }),
  hide: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await hideEntry(ctx, idOf(params.id), versionIn(values));
    return m.answers_hide_done();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restoreEntry(ctx, idOf(params.id), versionIn(values));
    return m.answers_restored();
  }),
  remove: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await deleteDraft(ctx, idOf(params.id), versionIn(values));
    return done(m.answers_deleted(), `${LIST}?tampil=draf`);
  }),
};
