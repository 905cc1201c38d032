/** Sixteen figures in one go, or in groups; not a part of a longer row of groups, which is several numbers. */
const SIXTEEN = /(?<!\d)\d{16}(?!\d)|(?<!\d[ .-]?)\d(?:[ .-]?\d){15}(?![ .-]?\d)/g;
const REMOVED = '[NIK dihapus]';

/** A NIK, or the number of a family's card, holds a day in the middle; women's days have 40 added. */
function mayBeNik(figures: string): boolean {
  const day = Number(figures.slice(6, 8)) % 40;
  const month = Number(figures.slice(8, 10));
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** A text without the national numbers of identity that people have typed into it; telephone numbers in groups stay. */
export function withoutNik(text: string): { text: string; found: boolean } {
  let found = false;
  const left = text.replace(SIXTEEN, (run) => {
    const figures = run.replace(/\D/g, '');
    if (figures.length !== run.length && !mayBeNik(figures)) return run;
    found = true;
    return REMOVED;
  });
  return { text: left, found };
}

/** A card's number as a report may show it: of a NIK in it the last four figures. */
export const shownNumber = (number: string): string =>
  number.replace(/(?<!\d)\d(?:[ ./-]?\d){15}(?!\d)/g, (run) => `…${run.slice(-4)}`);
