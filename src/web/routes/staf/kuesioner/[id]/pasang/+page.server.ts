import { zoneOf } from '#modules/ground/libraries';
import { listManaged, listSessions, listSpeakers } from '#modules/community/programs';
import { getQuestionnaire, listPlacements, placeQuestionnaire } from '#modules/community/questionnaires';
import { AUDIENCES, PLACEMENT_ROLES, PRIVACIES } from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { addDays, instantAt, isDay, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { audienceName, placementSubject, privacyName, roleName } from '#web/features/questionnaires/placement-words.ts';
import { idAsked, idOrNull, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'questionnaires.manage' };

const NEEDS = ['questionnaires.manage'] as const;
const MOST = 100;

const mayPrograms = (ctx: Ctx): boolean => canAnywhere(ctx.actor, 'programs.manage');

/** `?kegiatan=` the programme that it is about, with its sessions and speakers; none: a service. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const one = await getQuestionnaire(ctx, idOf(params.id));
  const programs = mayPrograms(ctx) ? (await listManaged(ctx, { limit: MOST, newestFirst: true })).data : [];
  const program = programs.find(({ id }) => id === idAsked(url.searchParams.get('kegiatan'))) ?? null;
  const [sessions, speakers, before] = await Promise.all([
    program ? listSessions(ctx, program.id) : [],
    program ? listSpeakers(ctx, program.id) : [],
    listPlacements(ctx, { questionnaireId: one.id, limit: MOST }),
  ]);
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  return {
    name: one.name,
    back: localizeHref(`/staf/kuesioner/${one.id}`),
    programs: programs.map(({ id, title, edition }) => ({
      value: id,
      label: edition === null ? title : `${title} (${edition})`,
    })),
    program: program && { id: program.id, title: program.title },
    sessions: sessions.map(({ id, title }) => ({ value: id, label: title })),
    speakers: speakers.map(({ id, name }) => ({ value: id, label: name })),
    roles: PLACEMENT_ROLES.map((role) => ({ value: role, label: roleName(role) })),
    audiences: AUDIENCES.filter((audience) => program !== null || audience !== 'participants').map((audience) => ({
      value: audience,
      label: audienceName(audience),
    })),
    privacies: PRIVACIES.map((privacy) => ({ value: privacy, label: privacyName(privacy) })),
    pairs: before.data
      .filter(({ role, privacy, closedAt }) => role === 'pre' && privacy === 'paired' && closedAt === null)
      .map((placement) => ({ value: placement.id, label: placementSubject(placement) })),
    today,
  };
};

/** A day that was typed, at its beginning or its end; empty = null. */
function dayOf(values: Record<string, string>, field: string, zone: string, end: boolean): Date | null {
  const text = (values[field] ?? '').trim();
  if (text === '') return null;
  if (!isDay(text)) throw platformErrors.invalidInput({}, { [field]: 'invalid' });
  return instantAt(end ? addDays(text, 1) : text, 0, zone);
}

export const actions: Actions = {
  default: deskAction({ form: 'place', needs: NEEDS }, async ({ ctx, library, params, values }) => {
    const questionnaireId = idOf(params.id);
    const programs = mayPrograms(ctx) ? (await listManaged(ctx, { limit: MOST, newestFirst: true })).data : [];
    const program = programs.find(({ id }) => id === idOrNull(values, 'programId'));
    const at = program?.library ?? library;
    const id = await placeQuestionnaire(ctx, {
      questionnaireId,
      libraryId: at.id,
      programId: program?.id ?? null,
      sessionId: program ? idOrNull(values, 'sessionId') : null,
      speakerId: program ? idOrNull(values, 'speakerId') : null,
      service: program ? null : (values.service ?? ''),
      role: PLACEMENT_ROLES.find((role) => role === values.role) ?? 'evaluation',
      label: values.label ?? '',
      audience: AUDIENCES.find((audience) => audience === values.audience) ?? 'anyone',
      privacy: PRIVACIES.find((privacy) => privacy === values.privacy) ?? 'anonymous',
      pairWith: values.role === 'post' ? idOrNull(values, 'pairWith') : null,
      opensAt: dayOf(values, 'opensAt', at.timeZone, false) ?? ctx.clock.now(),
      closesAt: dayOf(values, 'closesAt', at.timeZone, true),
      paperUntil: dayOf(values, 'paperUntil', at.timeZone, true),
      population: program ? null : wholeIn(values, 'population'),
    });
    return done(m.quest_placed(), `/staf/kuesioner/${questionnaireId}/penempatan/${id}`);
  }),
};
