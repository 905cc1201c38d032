import { sameKey } from '#shared/mysql-dump/same-key';
import { textNumber } from '#shared/moving/text-number';

/** What stands for the number of a card, by which accounts of the OPAC and visits name a member. */
export const numberKey = (number: string | null): number => textNumber(`MemberNo\n${sameKey(number ?? '')}`);
