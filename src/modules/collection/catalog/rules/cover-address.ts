/** Where a picture of the area `sampul` is served; it never changes under its address. */
export const pictureAddress = (key: string): string => `/sampul/${key.slice(key.lastIndexOf('/') + 1)}.webp`;

/** Where a cover is served: the stored picture (never changes under its address), else the generated one. */
export const coverAddress = (coverKey: string | null, bibId: number): string =>
  coverKey === null ? `/sampul/${bibId}.svg` : pictureAddress(coverKey);

/** The storage key behind an address's file name, or null. */
export function coverKeyOf(fileName: string): string | null {
  const id = /^([0-9a-f]{8}-[0-9a-f-]{27})\.webp$/.exec(fileName)?.[1];
  return id === undefined ? null : `sampul/${id.slice(0, 2)}/${id}`;
}
