import type { LibraryName, NameLibraries } from '#modules/ground/libraries';

/** With the home library as answers of the API name one; use cases say its code. */
export const withHome = <T extends { homeLibrary: string }>(
  { homeLibrary, ...rest }: T,
  named: NameLibraries,
): Omit<T, 'homeLibrary'> & { homeLibrary: LibraryName } => ({ ...rest, homeLibrary: named(homeLibrary) });
