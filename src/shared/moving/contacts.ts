/** What stands between two telephone numbers in one field. */
const BETWEEN = /\s*(?:[/;,]|\s(?:atau|dan|or|and)\s)\s*/i;
const FIGURES = /^\+?[\d\s().-]{6,40}$/;
/** A number that a spreadsheet has rounded: nobody knows which it was. */
const ROUNDED = /^\d+(?:[.,]\d+)?e\+?\d+$/i;
/** Longer than any telephone number of the world: something else, mostly a NIK. */
const MOST_FIGURES = 15;

const isPhone = (text: string): boolean => FIGURES.test(text) && text.replace(/\D/g, '').length <= MOST_FIGURES;

/**
 * The telephone number in a field, the first where it holds several.
 * @returns `others` = what else stands there and is worth keeping; `unusable` = something stands there, but no number
 */
export function phoneOf(text: string): { phone: string | null; others: string; unusable: boolean } {
  if (text === '' || /^[-0\s]+$/.test(text)) return { phone: null, others: '', unusable: false };
  if (ROUNDED.test(text)) return { phone: null, others: '', unusable: true };
  const parts = text.split(BETWEEN).filter((part) => part !== '');
  const phone = parts.find(isPhone) ?? null;
  const others = parts.filter((part) => part !== phone).join(', ');
  return { phone, others, unusable: phone === null };
}
