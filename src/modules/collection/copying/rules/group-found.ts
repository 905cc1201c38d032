import { judgeTitles, type TitleDescription } from '#shared/identity/same-title';

/** Records that describe one title, in the order in which they came. */
interface Described {
  description: TitleDescription;
}

const sharesIsbn = (a: TitleDescription, b: TitleDescription): boolean =>
  a.isbns.some((isbn) => b.isbns.includes(isbn));

/** One title: by the one rule of identity, and where both bear one ISBN already if nothing makes them two (another volume). */
function areOne(a: TitleDescription, b: TitleDescription): boolean {
  const judgement = judgeTitles(a, b);
  return judgement === 'same' || (judgement === 'maybe' && sharesIsbn(a, b));
}

/** What several catalogues have, title by title. Each record joins the first title with which it agrees. */
export function groupFound<T extends Described>(found: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const one of found) {
    const group = groups.find(([first]) => first && areOne(first.description, one.description));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}
