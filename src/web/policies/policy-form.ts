import { POLICY_FIELDS, choicesOf, kindOf, type PolicyField } from '#modules/circulation/client';

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
      case 'money':
        return Number(text.replaceAll('.', ''));
      case 'yesNo':
        return text === 'true';
      case 'choice':
        return choicesOf(field).find((choice) => choice === text);
    }
  };
  return Object.fromEntries(POLICY_FIELDS.map((field) => [field, read(field)])) as Record<PolicyField, unknown>;
}
