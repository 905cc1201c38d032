/** Where the network is found and reached: what the foot of every public page says. */
export interface NetworkContact {
  /** Last part of the library's address: `/perpustakaan/<slug>`. */
  slug: string;
  name: string;
  address: string | null;
  phone: string | null;
  email: string | null;
}

/** A number as a telephone dials it; null: there is none in what was typed. */
export function telephone(phone: string): string | null {
  const digits = phone.replaceAll(/\D/g, '');
  if (digits.length < 3) return null;
  return `tel:${phone.trim().startsWith('+') ? '+' : ''}${digits}`;
}
