let scriptless = (): boolean => false;

/** Says how it is known whether the page that is being made ships no script; the server alone knows. */
export function knowScriptless(known: () => boolean): void {
  scriptless = known;
}

/**
 * The data of a page that ships no script stay on the server: the framework writes them out as text all the same, and throws that away. This
 * stands in for them, so that nothing is walked.
 */
export const unsent = {
  encode: (): 'unsent' | false => scriptless() && 'unsent',
  decode: (): undefined => undefined,
};
