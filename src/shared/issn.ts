/** ISSN (ISO 3297): eight characters, the last a check digit modulo 11. */

export const isValidIssn = (issn: string): boolean => {
  if (!/^\d{7}[\dX]$/.test(issn)) return false;
  const sum = [...issn].reduce((total, char, i) => total + (8 - i) * (char === 'X' ? 10 : Number(char)), 0);
  return sum % 11 === 0;
};

/** The valid ISSN in a text as "1234-567X", or null. */
export const normaliseIssn = (text: string): string | null => {
  const found = /(?<!\d)\d{4}[\s\u2010-\u2015-]?\d{3}[\dXx](?!\d)/.exec(text)?.[0];
  const issn = (found ?? '').replace(/[^\dXx]/g, '').toUpperCase();
  return isValidIssn(issn) ? `${issn.slice(0, 4)}-${issn.slice(4)}` : null;
};
