import {
  answeredLibraries,
  listCannedAnswers,
  listTargets,
  removeCannedAnswer,
  saveCannedAnswer,
  setTarget,
  writeAddress,
} from '#modules/city/service';
import { LAW_UNITS, TICKET_KINDS } from '#modules/city/service/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { KIND_WORDS, kindOptions, LAW_UNIT_WORDS } from '#web/features/service/ticket-words.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => ({
  answers: await answersShown(ctx),
  targets: (await listTargets(ctx)).map(({ kind, ...target }) => ({ ...target, kind, label: KIND_WORDS[kind]() })),
  kinds: kindOptions(),
  units: LAW_UNITS.map((value) => ({ value, label: LAW_UNIT_WORDS[value]() })),
  kiosks: can(ctx.actor, 'enquiries.answer', null)
    ? (await answeredLibraries(ctx)).map(({ code, name }) => ({
        ...{ name, href: writeAddress(siteOrigin(services, url), code, 'kiosk') },
      }))
    : [],
});

/** Canned answers with the word of their kind. Whoever sets them need not answer anything themselves. */
async function answersShown(ctx: App.Locals['ctx']) {
  const answers = await listCannedAnswers(ctx);
  return answers.map((one) => ({
    ...{ id: one.id, title: one.title, text: one.text, textEn: one.textEn, version: one.version, kind: one.kind ?? '' },
    kindWord: one.kind === null ? m.service_canned_all_kinds() : KIND_WORDS[one.kind](),
  }));
}

const cannedOf = (values: Record<string, string>) => ({
  title: values.title ?? '',
  text: values.text ?? '',
  textEn: values.textEn ?? '',
  kind: TICKET_KINDS.find((kind) => kind === values.kind) ?? null,
});

export const actions: Actions = {
  add: formAction({ form: 'add' }, async ({ ctx, values }) => {
    await saveCannedAnswer(ctx, null, cannedOf(values));
    return m.service_canned_saved();
  }),
  save: formAction({ form: 'save' }, async ({ ctx, values }) => {
    await saveCannedAnswer(ctx, { id: idIn(values), version: versionIn(values) }, cannedOf(values));
    return m.service_canned_saved();
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, values }) => {
    await removeCannedAnswer(ctx, idIn(values));
    return m.service_canned_removed();
  }),
  target: formAction({ form: 'target' }, async ({ ctx, values }) => {
    await setTarget(ctx, {
      kind: choiceIn(values, 'kind', TICKET_KINDS),
      firstDays: wholeIn(values, 'firstDays') ?? 0,
      solveDays: wholeIn(values, 'solveDays'),
      source: values.source ?? '',
      lawDays: wholeIn(values, 'lawDays'),
      lawUnit: choiceIn(values, 'lawUnit', LAW_UNITS),
    });
    return m.service_target_saved();
  }),
};
