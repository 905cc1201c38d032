import type { Policy, StoredPolicy } from '#modules/lending/circulation';
import { lendsNone, type PolicyKeys } from '#modules/lending/circulation/client';
import { m } from '#i18n/messages';

export interface PolicyNames {
  library(id: number): string;
  category(id: number): string;
  itemType(code: string): string;
}

/** For which loans a rule is, in words. */
export function ruleName(rule: PolicyKeys, names: PolicyNames): { place: string; about: string } {
  const about = [
    rule.categoryId === null ? null : names.category(rule.categoryId),
    rule.itemType === null ? null : names.itemType(rule.itemType),
  ].filter((part) => part !== null);
  if (rule.libraryId !== null) {
    return { place: names.library(rule.libraryId), about: about.join(' × ') || m.policy_everything() };
  }
  return about.length === 0
    ? { place: m.policy_default(), about: '' }
    : { place: m.policy_network(), about: about.join(' × ') };
}

const figure = (limit: number | null): string => (limit === null ? '∞' : String(limit));

/** A cell of the matrix: `3 · 7 · 1`, with a limit of its own for the item type `1/3 · 7 · 1`, "di tempat", or 0 where nothing is lent. */
export function cellInWords(policy: Policy): string {
  const { referenceOnly, maxLoans, ofType, loanLength, loanUnit, maxRenewals } = policy;
  if (referenceOnly) return m.policy_cell_reference();
  if (lendsNone(policy)) return '0';
  const most = ofType.maxLoans === null ? figure(maxLoans) : `${figure(ofType.maxLoans)}/${figure(maxLoans)}`;
  const length = loanUnit === 'hour' ? m.policy_cell_hours({ count: loanLength }) : String(loanLength);
  return `${most} · ${length} · ${figure(maxRenewals)}`;
}

/** Whence a value comes: set for this library (or, looking at the network, by it), from the network, or the default. */
export type Origin = 'here' | 'network' | 'default';
export function originOf(rule: StoredPolicy | null, libraryId: number | null): Origin {
  if (!rule || (rule.libraryId === null && rule.categoryId === null && rule.itemType === null)) return 'default';
  return rule.libraryId === libraryId ? 'here' : 'network';
}
export const originInWords = (origin: Origin): string =>
  ({ here: m.policy_origin_here, network: m.policy_origin_network, default: m.policy_origin_default })[origin]();
