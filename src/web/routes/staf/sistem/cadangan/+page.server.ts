import {
  askBackup,
  askDrill,
  listBackups,
  listDrills,
  listStores,
  savePlan,
  viewBackups,
  viewJournal,
  type UnderWay,
} from '#modules/ground/backups';
import { makeKeyPair } from '#platform/backup/seal';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { formatInstant, formatMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  agoInWords,
  drillInWords,
  journalInWords,
  runInWords,
  sizeInWords,
  stateInWords,
  storeInWords,
} from '#web/features/backups/backup-words.server.ts';
import { progressInWords } from '#web/features/heavy-work/parts/progress-words.server.ts';
import { choiceIn, idAsked, idIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

const PAGE = 30;
const DRILLS = 5;
const HOURS = 24;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const before = idAsked(url.searchParams.get('sebelum'));
  const [view, runs, drills, stores, journal] = await Promise.all([
    viewBackups(ctx, services),
    listBackups(ctx, { limit: PAGE + 1, ...(before !== null && { beforeId: before }) }),
    listDrills(ctx, { limit: DRILLS }),
    listStores(ctx),
    viewJournal(ctx, services),
  ]);
  const { plan, last, next, zone, underWay } = view;
  const { locale } = ctx;
  const when = (at: Date): string => formatInstant(at, zone, locale, 'full');
  const rows = runs.slice(0, PAGE);
  const shown = (work: UnderWay | null) => work && { ...work, says: progressInWords(work, locale) };
  return {
    plan,
    state: stateInWords(view),
    late: view.late,
    last: last?.madeAt && {
      when: when(last.madeAt),
      ago: agoInWords(last.madeAt, ctx.clock.now()),
      size: sizeInWords(last.sizeBytes ?? 0, locale),
    },
    next: next && when(next),
    underWay: shown(underWay),
    drilling: shown(view.drilling),
    drills: drills.map((drill) => drillInWords(drill, zone, ctx)),
    provable: rows
      .filter(({ state, removedAt }) => state === 'done' && removedAt === null)
      .map(({ id, madeAt, askedAt }) => ({
        value: id,
        label: formatInstant(madeAt ?? askedAt, zone, locale, 'medium'),
      })),
    stores: stores.map((store) => ({
      ...storeInWords(store, zone, ctx),
      href: localizeHref(`/staf/sistem/cadangan/tempat/${store.id}`),
    })),
    journal: journalInWords(journal, zone, ctx),
    sharesDisk: view.sharesDisk,
    keysApart: services.config.secretKeys !== null,
    values: {
      on: plan.state === 'off' ? '' : '1',
      folder: plan.folder,
      hour: String(plan.hour),
      journal: plan.journal ? '1' : '',
      sealedBy: plan.sealedBy ?? 'passphrase',
      recipient: plan.recipient ?? '',
    },
    hours: Array.from({ length: HOURS }, (_, hour) => ({ value: hour, label: formatMinute(hour * 60, locale) })),
    runs: rows.map((run) => runInWords(run, zone, ctx)),
    older: runs.length > PAGE ? `?sebelum=${rows.at(-1)?.id ?? 0}` : null,
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, services, values }) => {
    // it is never shown again: a slip of the finger would seal every backup for nobody
    if ((values.passphrase ?? '') !== (values.repeated ?? '')) {
      throw platformErrors.invalidInput({}, { repeated: 'passphrase_differs' });
    }
    await savePlan(ctx, services, versionIn(values), {
      on: values.on === '1',
      folder: values.folder ?? '',
      hour: wholeIn(values, 'hour') ?? 0,
      journal: values.journal === '1',
      sealedBy: choiceIn(values, 'sealedBy', ['passphrase', 'recipient']),
      passphrase: values.passphrase ?? '',
      recipient: values.recipient ?? '',
    });
    return m.backups_saved();
  }),
  make: formAction({ form: 'make' }, async ({ ctx, services }) => {
    await askBackup(ctx, services);
    return m.backups_asked();
  }),
  drill: formAction({ form: 'drill' }, async ({ ctx, services, values }) => {
    await askDrill(ctx, services, idIn(values, 'run'), { secret: values.secret ?? '' });
    // a page that is opened at a place in it does not refresh itself
    return m.backups_drill_asked();
  }),
  // nothing is kept of it: the page shows it once
  pair: formAction({ form: 'pair' }, async ({ ctx }) => {
    authorize(ctx, 'settings.manage', null);
    return { pair: await makeKeyPair() };
  }),
};
