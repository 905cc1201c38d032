import type { CertificateFacts, CertificateRule, Lack } from './types.ts';

/**
 * What is still lacking for a certificate. A programme that has no tests asks for none, whatever its rule says.
 * @returns empty: the certificate can be issued
 */
export function lacksOf(
  rule: Pick<CertificateRule, 'minAttendance' | 'needsTests' | 'needsPlan'>,
  facts: CertificateFacts,
): Lack[] {
  const lacks: Lack[] = [];
  if (facts.attendance < rule.minAttendance) lacks.push('attendance');
  if (rule.needsTests && facts.testsAnswered < facts.tests) lacks.push('tests');
  if (rule.needsPlan && !facts.plan) lacks.push('plan');
  return lacks;
}

/** A share of 0 to 1 in whole percent, rounded down; what the arithmetic of floats lost by a hair counts. */
export const percentOf = (share: number): number => Math.floor(share * 100 + 1e-9);
