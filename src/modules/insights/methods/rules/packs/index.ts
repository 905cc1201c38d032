import type { Input, Pack } from '../pack.ts';
import { ikm2017 } from './ikm.ts';
import { indicators2021 } from './indicators.ts';
import { iplmPacks } from './iplm.ts';
import { ktak2024 } from './ktak.ts';
import { lppd2020 } from './lppd.ts';
import { snpPacks } from './snp.ts';
import { tgm2020 } from './tgm.ts';
import { visitsPack } from './visits.ts';

/** All methods, in the order in which they are shown. A pack that was used stays as it is: a new decree is a line more. */
export const PACKS: readonly Pack[] = [
  ...[ktak2024, ikm2017, ...iplmPacks, tgm2020],
  ...[...snpPacks, indicators2021, visitsPack, lppd2020],
];

export const findPack = (key: string): Pack | null => PACKS.find((pack) => pack.key === key) ?? null;
export const inputOf = (pack: Pack, code: string): Input | null => pack.inputs.find((one) => one.code === code) ?? null;

/** Under which name a value is kept: constants are of one pack, all other values are shared by the packs that ask for them. */
export const keptUnder = (pack: Pack, input: Input): string => (input.from === 'constant' ? pack.key : '');
