import { isIP } from 'node:net';
import { z } from 'zod';
import { requestKey } from '#platform/requests/request-key';
import { presenceKinds } from './client.ts';

/** `10.20.0.0/16`, `2001:db8::/32`, or one address; kept with its prefix. */
const network = z
  .string()
  .trim()
  .max(60)
  .transform((text) => {
    const [address = '', bits] = text.split('/');
    return `${address}/${bits ?? (isIP(address) === 6 ? 128 : 32)}`;
  })
  .refine((text) => {
    const [address = '', bits = ''] = text.split('/');
    const version = isIP(address);
    // a whole internet is no house
    return version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= (version === 6 ? 128 : 32);
  }, 'invalid');

export const selfServiceRuleInput = z
  .object({
    phone: z.boolean(),
    presence: z.enum(presenceKinds),
    networks: z.array(network).max(50),
    returnBox: z.boolean(),
    dropPresence: z.boolean(),
    kioskPin: z.boolean(),
    kioskSeconds: z.number().int().min(20).max(600),
  })
  .refine(({ presence, networks }) => presence === 'code' || networks.length > 0, {
    path: ['networks'],
    error: 'required',
  });

/** What a reader can show for being in the house. */
export const evidence = z.object({
  /** Given for the room's code a short while ago. */
  token: z.string().max(200).nullable(),
  /** From where the request comes. */
  ip: z.string().max(60).nullable(),
});
export type Evidence = z.output<typeof evidence>;

export const selfLoanInput = z.object({
  libraryId: z.number().int().positive(),
  itemBarcode: z.string().trim().min(1).max(100),
  evidence,
  requestKey: requestKey.nullable(),
});
export type SelfLoanInput = z.input<typeof selfLoanInput>;

export const selfDropInput = selfLoanInput.omit({ requestKey: true });
export type SelfDropInput = z.input<typeof selfDropInput>;
