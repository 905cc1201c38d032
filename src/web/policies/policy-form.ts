import { DUE_MODES, LOAN_UNITS, POLICY_FIELDS, type PolicyField } from '#modules/circulation/client';

type Kind = 'number' | 'yesNo' | 'unit' | 'mode';
const KINDS: Partial<Record<PolicyField, Kind>> = {
  mayBorrow: 'yesNo',
  referenceOnly: 'yesNo',
  loanUnit: 'unit',
  dueMode: 'mode',
};
/** How a value is entered. */
export const kindOf = (field: PolicyField): Kind => KINDS[field] ?? 'number';

/**
 * What the form says, for the use case to check: empty = inherit (null), figures as numbers (points between thousands are taken
 * out). What is no figure becomes NaN and is refused there, by its field.
 */
export function policyValuesOf(values: Record<string, string>): Record<PolicyField, unknown> {
  const read = (field: PolicyField): unknown => {
    const text = (values[field] ?? '').trim();
    if (text === '') return null;
    switch (kindOf(field)) {
      case 'number':
        return Number(text.replaceAll('.', ''));
      case 'yesNo':
        return text === 'true';
      case 'unit':
        return LOAN_UNITS.find((unit) => unit === text);
      case 'mode':
        return DUE_MODES.find((mode) => mode === text);
    }
  };
  return Object.fromEntries(POLICY_FIELDS.map((field) => [field, read(field)])) as Record<PolicyField, unknown>;
}
