import type { CompetenceInput, FrameworkInput } from '#modules/learning/competences';
import {
  LEVELS,
  MOST_DEPTH,
  PHASES,
  TIERS,
  type Competence,
  type Framework,
} from '#modules/learning/competences/client';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { grantedLibraries } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { idOrNull, textsIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { levelWords, phaseWords, tierWords } from './competence-words.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** For whom somebody may write a framework: for the network where they may there, and for each library of theirs. */
export async function ownerOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const granted = grantedLibraries(ctx.actor, 'courses.manage');
  const libraries = await listLibraries(ctx, { active: true });
  const own = granted === 'all' ? libraries : libraries.filter(({ id }) => granted.includes(id));
  return [
    ...(granted === 'all' ? [{ value: '', label: m.competences_network() }] : []),
    ...own.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
}

/** What a line can be said to be for. */
export const lineOptions = () => ({
  levels: LEVELS.map((level) => ({ value: String(level), label: levelWords(level) })),
  phases: PHASES.map((phase) => ({
    value: phase,
    label: phase === 'foundation' ? phaseWords(phase) : m.competences_about_phases({ phases: phaseWords(phase) }),
  })),
  tiers: TIERS.map((tier) => ({ value: String(tier), label: m.competences_about_tiers({ tiers: tierWords(tier) }) })),
});
export type LineOptions = ReturnType<typeof lineOptions>;

/** Under which lines others can stand. */
export const parentOptions = (lines: readonly Competence[]): { value: string; label: string }[] =>
  lines
    .filter(({ depth }) => depth < MOST_DEPTH)
    .map(({ id, code, name }) => ({ value: String(id), label: `${code} ${name}` }));

/** What the fields of a framework and of a line show at first. */
export const frameworkValues = ({ name, nameEn, summary, summaryEn, source }: Framework) => ({
  ...{ name, nameEn, summary, summaryEn, source },
});
export const lineValues = ({ code, name, nameEn, canDo, canDoEn, level, parentId }: Competence) => ({
  ...{ code, name, nameEn, canDo, canDoEn, level, parentId },
});

/** What the form of a framework says. */
export const frameworkOf = (values: Values): FrameworkInput => ({
  name: values.name ?? '',
  nameEn: values.nameEn ?? '',
  summary: values.summary ?? '',
  summaryEn: values.summaryEn ?? '',
  source: values.source ?? '',
});

/** Throws a refusal at the field for what is no level. */
function levelOf(values: Values): (typeof LEVELS)[number] | null {
  const chosen = wholeIn(values, 'level');
  const level = LEVELS.find((one) => one === chosen) ?? null;
  if (level === null && chosen !== null) throw platformErrors.invalidInput({}, { level: 'unknown' });
  return level;
}

/** What the form of a line says. Throws a refusal at the fields of the level and the line above. */
export function competenceOf(values: Values, data: FormData): CompetenceInput {
  const [phases, tiers] = [textsIn(data, 'phases'), textsIn(data, 'tiers')];
  return {
    code: values.code ?? '',
    parentId: idOrNull(values, 'parentId'),
    name: values.name ?? '',
    nameEn: values.nameEn ?? '',
    canDo: values.canDo ?? '',
    canDoEn: values.canDoEn ?? '',
    level: levelOf(values),
    phases: PHASES.filter((phase) => phases.includes(phase)),
    tiers: TIERS.filter((tier) => tiers.includes(String(tier))),
  };
}

/** A line that was refused keeps the boxes that were ticked. */
export const withTicks =
  (form: string) =>
  (refusal: FormRefusal, { data }: { data: FormData }) => ({
    ...refusal,
    form,
    ticked: { phases: textsIn(data, 'phases'), tiers: textsIn(data, 'tiers') },
    faults: [],
  });

/** A row of a table that cannot be kept, in words. */
export interface Fault {
  where: string;
  why: string;
}

/** A table that was refused says so row by row. */
export const withFaults =
  (form: string) =>
  (refusal: FormRefusal): FormRefusal & { form: string; faults: Fault[] } => ({
    ...refusal,
    form,
    faults: Object.entries(refusal.fields).flatMap(([field, why]) => {
      const [, row, column] = /^row_(\d+)\.(\w+)$/.exec(field) ?? [];
      return row === undefined || column === undefined ? [] : [{ where: m.competences_fault_at({ row, column }), why }];
    }),
  });
