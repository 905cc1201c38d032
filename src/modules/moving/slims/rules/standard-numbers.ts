import { normaliseIsbn } from '#shared/isbn';
import { normaliseIssn } from '#shared/issn';

export interface StandardNumber {
  kind: 'isbn' | 'issn';
  value: string;
  /** A remark behind the number: "(jil. 1)". */
  remark: string;
  valid: boolean;
}

/** A number that a spreadsheet has turned into a rounded one: nobody knows which it was. */
const RUINED = /^\d[.,]\d+\s*e\s*\+?\s*\d+$/i;

/** The ISBN and ISSN in the one field that SLiMS has for both, which people fill with several, with remarks, or with a dash. */
export function standardNumbers(text: string): { numbers: StandardNumber[]; ruined: boolean } {
  const parts = text
    .split(/[;,|\n]|\s+\/\s+|\s+dan\s+|\)\s+(?=\d)/i)
    .map((part) => part.trim())
    .filter((part) => /\d/.test(part));
  if (parts.some((part) => RUINED.test(part))) return { numbers: [], ruined: true };
  const numbers = parts.map((part): StandardNumber => {
    const [, written = part, remark = ''] = /^([^()]*?)\s*\(([^()]*)\)?\s*$/.exec(part) ?? [];
    const isIssn = normaliseIssn(written) !== null && normaliseIsbn(written) === null;
    const valid = isIssn || normaliseIsbn(written) !== null;
    return { kind: isIssn ? 'issn' : 'isbn', value: written.slice(0, 40), remark, valid };
  });
  return { numbers: numbers.filter(({ value }) => /\d/.test(value)), ruined: false };
}
