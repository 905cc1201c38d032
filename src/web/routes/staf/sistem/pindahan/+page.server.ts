import { listLibraries, nameLibraries, zoneOf } from '#modules/ground/libraries';
import { listDumps, listFiles, listRuns, startTrial } from '#modules/moving/runs';
import { isEnded } from '#modules/moving/runs/client';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { FINES_CHOICES, OLD_SYSTEM_KEYS, OLD_SYSTEMS } from '#shared/moving/old-systems';
import { m } from '#i18n/messages';
import { showRun, sizeInWords } from '#web/features/runs/run-views.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idAsked } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

const PAGE = 20;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const { locale } = ctx;
  const runs = await listRuns(ctx, idAsked(url.searchParams.get('sebelum')), PAGE + 1);
  const [zone, named, libraries] = await Promise.all([
    zoneOf(ctx),
    nameLibraries(ctx),
    listLibraries(ctx, { active: true }),
  ]);
  // an archive of pictures is no dump, though both may be called .zip
  const isDump = ({ name }: { name: string }): number => Number(/\.sql/i.test(name));
  const dumps = (await listDumps(ctx, services.config)).toSorted((a, b) => isDump(b) - isDump(a));
  const files = await listFiles(ctx, services.config);
  const refusal = url.searchParams.get('galat');
  const next = runs.length > PAGE ? runs[PAGE - 1]?.id : undefined;
  return {
    locale,
    refusal:
      refusal && /^(?:slims|platform)\.[a-z_]+$/.test(refusal)
        ? explainError(new AppError(refusal, 422), locale)
        : null,
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
    systems: OLD_SYSTEM_KEYS.map((value) => ({ value, label: OLD_SYSTEMS[value] })),
    fines: [
      { value: 'settled', label: m.slims_fines_settled({}, { locale }) },
      { value: 'open', label: m.slims_fines_open({}, { locale }) },
    ],
    mainLibrary: libraries.find(({ type }) => type === 'pusat')?.code ?? libraries[0]?.code ?? '',
    dumps: dumps.map(({ name, bytes, writtenAt }) => ({
      value: name,
      label: [name, sizeInWords(bytes, locale), formatInstant(writtenAt, zone, locale, 'medium')].join(' · '),
    })),
    images: [
      { value: '', label: m.slims_images_none({}, { locale }) },
      ...files.map(({ name, bytes }) => ({
        value: name,
        label:
          bytes === null ? m.slims_images_folder({ name }, { locale }) : [name, sizeInWords(bytes, locale)].join(' · '),
      })),
    ],
    runs: runs.slice(0, PAGE).map((run) => showRun(run, named(run.libraryId).name, zone, locale)),
    underWay: runs.find(({ state }) => !isEnded(state))?.id ?? null,
    next: next === undefined ? null : `?sebelum=${next}`,
  };
};

export const actions: Actions = {
  lying: formAction({ form: 'lying' }, async ({ ctx, services, values }) => {
    const input = {
      system: choiceIn(values, 'system', OLD_SYSTEM_KEYS),
      fines: choiceIn(values, 'fines', FINES_CHOICES),
      ...{ library: values.library ?? '', dump: values.dump ?? '', files: values.files ?? '' },
    };
    return done(null, `/staf/sistem/pindahan/${await startTrial(ctx, services.config, input, null, services.jobs)}`);
  }),
};
