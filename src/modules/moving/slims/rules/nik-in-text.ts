/** Sixteen figures in one go, or in groups. */
const SIXTEEN = /(?<!\d)\d(?:[ .-]?\d){15}(?!\d)/g;
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

/** A card's number as a report may show it: where it is a NIK, by its last four figures. */
export function shownNumber(number: string): string {
  const figures = number.replace(/[\s.-]/g, '');
  return /^\d{16}$/.test(figures) ? `…${figures.slice(-4)}` : number;
}
