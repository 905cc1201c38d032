import { applicableRules, explainField, type PolicyRule } from '../policies/resolve-policy.ts';

/** Of no category: what rules for everybody say. */
const NOBODY = 0;

/** Does the policy let members of any category book such copies? */
export const bookableFor = (rules: readonly PolicyRule[], kind: { libraryId: number; itemType: string }): boolean =>
  rules.some((rule) => rule.bookable) &&
  [...new Set([NOBODY, ...rules.map((rule) => rule.categoryId ?? NOBODY)])].some(
    (categoryId) => explainField(applicableRules(rules, { ...kind, categoryId }), 'bookable').value === true,
  );
