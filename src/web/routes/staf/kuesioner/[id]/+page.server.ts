import {
  changeContent,
  changeQuestionnaire,
  getQuestionnaire,
  listPlacements,
} from '#modules/community/questionnaires';
import {
  dropQuestion,
  moveQuestion,
  QUESTION_KINDS,
  withImportance,
  type Content,
} from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { kindName } from '#web/features/questionnaires/kind-words.ts';
import { conditionWords } from '#web/features/questionnaires/condition-words.ts';
import {
  placementState,
  placementSubject,
  privacyName,
  roleName,
} from '#web/features/questionnaires/placement-words.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'questionnaires.manage' };

const NEEDS = ['questionnaires.manage'] as const;
const MOST = 100;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const id = idOf(params.id);
  const one = await getQuestionnaire(ctx, id);
  const { data: placements } = await listPlacements(ctx, { questionnaireId: id, limit: MOST });
  const { content } = one;
  const path = `/staf/kuesioner/${id}`;
  const counted = withImportance(content.questions)
    .filter(({ question }) => question.kind !== 'section')
    .map(({ question }) => question.id);
  return {
    id,
    name: one.name,
    archived: one.archivedAt !== null,
    state: one.frozen
      ? m.quest_version_frozen({ version: one.version, next: one.version + 1 })
      : m.quest_version({ version: one.version }),
    texts: { title: content.title, intro: content.intro, thanks: content.thanks, paged: content.paged },
    stamp: { versionId: one.versionId, revision: one.revision },
    kinds: QUESTION_KINDS.map((kind) => ({ value: kind, label: kindName(kind) })),
    questions: content.questions.map((question, at) => ({
      id: question.id,
      number: counted.indexOf(question.id) + 1 || null,
      label: question.label.id,
      kind: kindName(question.kind),
      options: question.options.map(
        ({ label, score, correct }) => `${label.id}${score === null ? '' : ` (${score})`}${correct ? ' ✓' : ''}`,
      ),
      required: question.required,
      condition: conditionWords(content, question),
      first: at === 0,
      last: at === content.questions.length - 1,
      href: localizeHref(`${path}/pertanyaan?q=${question.id}`),
    })),
    placements: placements.map((placement) => ({
      id: placement.id,
      href: localizeHref(`${path}/penempatan/${placement.id}`),
      subject: placementSubject(placement),
      role: roleName(placement.role),
      privacy: privacyName(placement.privacy),
      responses: placement.responses,
      opens: formatDate(localDate(placement.opensAt, placement.library.timeZone), ctx.locale, 'medium'),
      ...placementState(placement),
    })),
    hrefs: {
      add: localizeHref(`${path}/pertanyaan`),
      preview: localizeHref(`${path}/pratinjau`),
      place: localizeHref(`${path}/pasang`),
      results: placements.length > 0 ? localizeHref(`${path}/hasil`) : null,
      json: localizeHref(`${path}/json`),
    },
  };
};

/** Changes the content as it was seen on the page: somebody else's change in between is refused, not written over. */
const edit = (
  form: string,
  said: () => string,
  change: (content: Content, values: Record<string, string>) => Content,
) =>
  deskAction<RequestEvent, string>({ form, needs: NEEDS }, async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    const { content } = await getQuestionnaire(ctx, id);
    const stamp = { versionId: idIn(values, 'versionId'), revision: wholeIn(values, 'revision') ?? 0 };
    await changeContent(ctx, { id, ...stamp, content: change(content, values) });
    return said();
  });

export const actions: Actions = {
  texts: edit('texts', m.quest_saved, (content, values) => ({
    ...content,
    title: { id: values.title ?? '', en: values.titleEn ?? '' },
    intro: { id: values.intro ?? '', en: values.introEn ?? '' },
    thanks: { id: values.thanks ?? '', en: values.thanksEn ?? '' },
    paged: values.paged === 'ya',
  })),
  up: edit('order', m.quest_moved, (content, { q = '' }) => moveQuestion(content, q, -1)),
  down: edit('order', m.quest_moved, (content, { q = '' }) => moveQuestion(content, q, 1)),
  remove: edit('order', m.quest_removed, (content, { q = '' }) => dropQuestion(content, q)),
  rename: deskAction({ form: 'rename', needs: NEEDS }, async ({ ctx, params, values: { name = '' } }) => {
    await changeQuestionnaire(ctx, idOf(params.id), { name });
    return m.quest_saved();
  }),
  archive: deskAction({ form: 'archive', needs: NEEDS }, async ({ ctx, params, values: { on } }) => {
    await changeQuestionnaire(ctx, idOf(params.id), { archived: on === 'ya' });
    return on === 'ya' ? m.quest_archived() : m.quest_restored();
  }),
};
