/** A script asks, not a browser that shows a page. */
export const wantsJson = ({ headers }: Request): boolean =>
  (headers.get('accept') ?? '').startsWith('application/json');
