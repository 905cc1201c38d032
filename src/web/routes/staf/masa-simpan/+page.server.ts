import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { acceptClockJump, listRetention, setRetentionDays, startRetention } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import { sentenceOf } from '#platform/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

async function act(
  { request, locals, cookies }: RequestEvent,
  work: (values: Record<string, string>) => Promise<string>,
) {
  const values = formValues(await request.formData());
  try {
    setFlash(cookies, 'ok', await work(values));
  } catch (error) {
    return refuseForm(error, locals.ctx, values);
  }
  return redirect(303, localizeHref('/staf/masa-simpan'));
}

export const actions: Actions = {
  days: async (event) =>
    act(event, async (values) => {
      const days = Object.keys(values).flatMap((field): [string, number | null][] =>
        field.startsWith(FIELD) ? [[field.slice(FIELD.length), wholeIn(values, field)]] : [],
      );
      await setRetentionDays(event.locals.ctx, Object.fromEntries(days));
      return m.privacy_keep_saved();
    }),
  clock: async (event) =>
    act(event, async () => {
      await acceptClockJump(event.locals.ctx);
      return m.privacy_clock_accepted();
    }),
  run: async (event) =>
    act(event, async () => {
      await startRetention(event.locals.ctx, event.locals.services.jobs);
      return m.privacy_keep_started();
    }),
};
