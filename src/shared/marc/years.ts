/** The years of the common era in "2013.", "c1999", "[2005?]", "1435 H/2014 M", "2010-2015"; the right one first in "1989 [i.e. 1998]". */
export const yearsIn = (text: string): string[] => {
  const corrected = /i\.?\s?e\.?,?\s*(\d{4})/.exec(text)?.[1];
  const years = Array.from(text.matchAll(/(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)(?!\s*(?:H|AH)\b)/g), (match) => match[0]);
  return corrected === undefined ? years : [corrected, ...years];
};
