import { platformErrors } from '#platform/errors';

/** Rupiah as people type them ("25.000", "Rp25.000"). Throws a refusal at the field when there is no such number. */
export function rupiahOf(values: Record<string, string>, field: string): number {
  const text = (values[field] ?? '').replace(/^\s*rp/i, '').replaceAll(/[.\s]/g, '');
  if (!/^\d{1,12}$/.test(text)) throw platformErrors.invalidInput({}, { [field]: 'amount' });
  return Number(text);
}
