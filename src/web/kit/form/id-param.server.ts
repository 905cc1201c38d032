import { platformErrors } from '#platform/errors';

/** The number in an address (`/katalog/12`); anything else is a page that does not exist. */
export function idOf(text: string): number {
  const id = Number(text);
  if (!/^\d{1,15}$/.test(text) || id < 1) throw platformErrors.notFound();
  return id;
}
