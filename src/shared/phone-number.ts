import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** A number as people write it (`0812-3456-7890`, `+62 812…`) in international form (`+628…`); null = none that can exist. */
export function internationalPhone(text: string | null): string | null {
  if (!text) return null;
  const parsed = parsePhoneNumberFromString(text, 'ID');
  return parsed?.isValid() ? parsed.number : null;
}

/** A link that opens WhatsApp with the text ready to send. */
export const clickToSend = (phone: string, text: string): string =>
  `https://wa.me/${phone.replace(/\D/g, '')}?text=${encodeURIComponent(text)}`;
