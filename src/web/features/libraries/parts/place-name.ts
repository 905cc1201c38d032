import type { LibraryType } from '#modules/ground/libraries/client';

/** Short name of a library where the kind is plain from the place on the page: the kelurahan, else the name. */
export const placeName = ({
  type,
  kelurahan,
  name,
}: {
  type: LibraryType;
  kelurahan: string | null;
  name: string;
}): string => (type === 'kelurahan' && kelurahan ? kelurahan : name);
