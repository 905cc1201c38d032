import { zoneOf } from '#modules/ground/libraries';
import { acceptClockJump, listRetention, setRetentionDays, startRetention } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { sentenceOf } from '#platform/requests/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'members.privacy', network: true },
  actions: { days: { may: 'settings.manage', network: true } },
};

const FIELD = 'days_';

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const { classes, runs, clock } = await listRetention(ctx, services.retention);
  const name = (key: string): string => sentenceOf('privacy_keep', key, {}, ctx.locale) ?? key;
  const zone = await zoneOf(ctx);
  const when = (at: Date): string => formatInstant(at, zone, ctx.locale, 'medium');
  return {
    classes: classes.map((one) => ({
      ...one,
      name: name(one.key),
      note: sentenceOf('privacy_keep', `${one.key}_note`, {}, ctx.locale),
      field: `${FIELD}${one.key}`,
    })),
    due: classes.reduce((sum, one) => sum + one.count, 0),
    // what the night, or the button, clears without anybody looking
    free: classes.reduce((sum, one) => sum + (one.held ? 0 : one.count), 0),
    clock: clock && { from: when(clock.from), to: when(clock.to), now: when(ctx.clock.now()) },
    running: runs.some((run) => run.finishedAt === null),
    runs: runs.map((run) => ({
      id: run.id,
      when: when(run.requestedAt),
      by: run.requestedBy,
      finished: run.finishedAt !== null,
      parts: run.report
        .filter((part) => part.gone > 0 || part.waiting > 0 || part.held)
        .map(({ key, gone, waiting, held, due = 0 }) => ({ key, name: name(key), gone, waiting, held, due })),
    })),
    maySet: can(ctx.actor, 'settings.manage', null),
  };
};

export const actions: Actions = {
  days: formAction(async ({ ctx, values }) => {
    const days = Object.keys(values).flatMap((field): [string, number | null][] =>
      field.startsWith(FIELD) ? [[field.slice(FIELD.length), wholeIn(values, field)]] : [],
    );
    await setRetentionDays(ctx, Object.fromEntries(days));
    return m.privacy_keep_saved();
  }),
  clock: formAction(async ({ ctx }) => {
    await acceptClockJump(ctx);
    return m.privacy_clock_accepted();
  }),
  run: formAction(async ({ ctx, services }) => {
    await startRetention(ctx, services.jobs);
    return m.privacy_keep_started();
  }),
};
