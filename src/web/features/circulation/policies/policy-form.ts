import {
  NO_LIMIT,
  POLICY_FIELDS,
  byField,
  choicesOf,
  isLimit,
  kindOf,
  type PolicyField,
} from '#modules/lending/circulation/client';

/** The box beside a figure that says: there is no limit. */
export const noLimitBox = (field: PolicyField): string => `${field}_no_limit`;

/**
 * What the form says, for the use case to check: empty = inherit (null), figures as numbers (points between thousands are taken
 * out), the box beside a figure = no limit. What is no figure, or a figure and the box as well, becomes NaN and is refused there, by
 * its field.
 */
export function policyValuesOf(values: Record<string, string>): Record<PolicyField, unknown> {
  const read = (field: PolicyField): unknown => {
    const text = (values[field] ?? '').trim();
    if (isLimit(field) && values[noLimitBox(field)] !== undefined) return text === '' ? NO_LIMIT : Number.NaN;
    if (text === '') return null;
    switch (kindOf(field)) {
      case 'number':
      case 'money':
      case 'percent':
        return Number(text.replaceAll('.', ''));
      case 'yesNo':
        return text === 'true';
      case 'choice':
        return choicesOf(field).find((choice) => choice === text);
    }
  };
  return byField<Record<PolicyField, unknown>>(POLICY_FIELDS, read);
}
