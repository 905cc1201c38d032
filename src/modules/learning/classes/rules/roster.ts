/** So many pictures there are, and so many pupils a class has at most. */
export const PICTURES = 40;
export const NAME_LENGTH = 80;

const NUMBERED = /^\s*\d{1,3}(?:[.)]\s*|\s+|$)/;
/** What a table has beside a name: its number, that of the pupil. */
const NUMBER_ALONE = /^[\d.)\s-]*$/;

/** Names of a roster as it was pasted, one a line: numbers before them and empty lines are left out, one that is there twice stays twice. */
export const namesIn = (pasted: string): string[] =>
  pasted
    .split(/\r\n|\r|\n/)
    .map((line) =>
      line
        .split('\t')
        .filter((cell) => !NUMBER_ALONE.test(cell))
        .join(' '),
    )
    .map((line) => line.replace(NUMBERED, '').replace(/\s+/g, ' ').trim())
    .filter((name) => name !== '');

/** Pictures that nobody of a class has, in an order that `draw` decides. @param draw a number below the one given */
export function freePictures(taken: readonly number[], draw: (below: number) => number): number[] {
  const left = Array.from({ length: PICTURES }, (_, at) => at + 1).filter((picture) => !taken.includes(picture));
  for (let last = left.length - 1; last > 0; last -= 1) {
    const other = draw(last + 1);
    const [here = 0, there = 0] = [left[last], left[other]];
    left[last] = there;
    left[other] = here;
  }
  return left;
}
