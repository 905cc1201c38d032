import { COMPONENT_NAMES } from '#modules/city/promises';
import { COMPONENTS, TOLD_COMPONENTS, type Component, type Edition } from '#modules/city/promises/client';
import { m } from '#i18n/messages';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

const isTold = (part: Component): boolean => TOLD_COMPONENTS.some((one) => one === part);

/** The fields of the components, those that everybody reads marked. */
export const partFields = () =>
  COMPONENTS.map((name) => ({
    name,
    label: isTold(name) ? m.promises_part_told({ name: COMPONENT_NAMES[name]() }) : COMPONENT_NAMES[name](),
  }));

const UNITS = {
  hours: m.promises_unit_hours,
  days: m.promises_unit_days,
  working_days: m.promises_unit_working_days,
};

/** What can be measured, with the unit in which its limit is told. */
export const measureOptions = (
  measures: readonly { key: string; label: string; unit: keyof typeof UNITS | null }[],
): { value: string; label: string }[] =>
  measures.map(({ key, label, unit }) => ({
    value: key,
    label: unit === null ? label : `${label} (${UNITS[unit]()})`,
  }));

/** What the fields of an edition show at first. */
export const editionValues = (edition: Edition | null): Record<string, string | number | null> =>
  edition === null
    ? {}
    : {
        ...edition.parts,
        name: edition.name,
        nameEn: edition.nameEn,
        promise: edition.promise,
        promiseEn: edition.promiseEn,
        measure: edition.measure,
        measureLimit: edition.measureLimit,
        target: edition.target,
      };

/** What a form says of an edition. Throws refusals at the fields of numbers. */
export function standardOf(values: Values) {
  const { legal_basis = '', requirements = '', procedure = '', time = '', cost = '', product = '' } = values;
  const { facilities = '', competence = '', supervision = '', complaints = '', staff_number = '' } = values;
  const { service_guarantee = '', safety_guarantee = '', evaluation = '' } = values;
  return {
    name: values.name ?? '',
    nameEn: values.nameEn ?? '',
    promise: values.promise ?? '',
    promiseEn: values.promiseEn ?? '',
    measure: values.measure ?? '',
    measureLimit: wholeIn(values, 'measureLimit'),
    target: wholeIn(values, 'target'),
    parts: {
      ...{ legal_basis, requirements, procedure, time, cost, product, facilities, competence, supervision, complaints },
      ...{ staff_number, service_guarantee, safety_guarantee, evaluation },
    },
  };
}

/** What a form says of who signs. */
export const signatureOf = (values: Values) => ({
  signedBy: values.signedBy ?? '',
  signedOffice: values.signedOffice ?? '',
  signedPlace: values.signedPlace ?? '',
  signedOn: values.signedOn ?? '',
});
