import { FORM_KEY, newFormKey } from '#web/kit/form/form-key.ts';

/**
 * The turns of one form that is scanned into: scans go one after the other, and what is shown last is said of the last one.
 * @returns what waits for the turn of a scan, and gives the word that ends it
 */
export function scansInTurn(): (scan: FormData) => Promise<() => void> {
  let before: Promise<void> = Promise.resolve();
  return async (scan) => {
    // the page may not have its answer yet: the same book once more is another scan, not the same form sent twice
    if (scan.has(FORM_KEY)) scan.set(FORM_KEY, newFormKey());
    const turn = before;
    let answered = (): void => undefined;
    before = new Promise((resolve) => (answered = resolve));
    await turn;
    return answered;
  };
}
