/** Where the network is found and reached: what the foot of every public page says. */
export interface NetworkContact {
  /** Last part of the library's address: `/perpustakaan/<slug>`. */
  slug: string;
  name: string;
  address: string | null;
  phone: string | null;
  email: string | null;
}

/** A number as a telephone dials it. */
export const telephone = (phone: string): string => `tel:${phone.replaceAll(/[^+\d]/g, '')}`;
