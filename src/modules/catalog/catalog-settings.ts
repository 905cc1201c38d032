import { z } from 'zod';
import type { Db, Tx } from '#platform/db';
import { isNumberPattern } from '#shared/number-pattern';
import { selectSetting } from './data/surroundings.queries.ts';
import { ACCESSION_PARTS, DEFAULT_ACCESSION_PATTERN, DEFAULT_BARCODE_PATTERN } from './rules/accession-number.ts';
import { DEFAULT_PREFIXES, type CallNumberPrefixes } from './rules/build-call-number.ts';

/** How copies are numbered: settings of the network `accessionPattern`, `itemBarcodePattern`, `callNumberPrefixes`. */
export interface CatalogSettings {
  accessionPattern: string;
  barcodePattern: string;
  callNumberPrefixes: CallNumberPrefixes;
}

/** Reads the settings; one that is missing or unusable falls back to what ships. */
export async function catalogSettings(db: Db | Tx): Promise<CatalogSettings> {
  const accession = z
    .string()
    .refine((pattern) => isNumberPattern(pattern, ACCESSION_PARTS))
    .safeParse(await selectSetting(db, 'accessionPattern'));
  const barcode = z
    .string()
    .refine((pattern) => isNumberPattern(pattern))
    .safeParse(await selectSetting(db, 'itemBarcodePattern'));
  const prefixes = z.record(z.string(), z.string().max(10)).safeParse(await selectSetting(db, 'callNumberPrefixes'));
  return {
    accessionPattern: accession.data ?? DEFAULT_ACCESSION_PATTERN,
    barcodePattern: barcode.data ?? DEFAULT_BARCODE_PATTERN,
    callNumberPrefixes: prefixes.data ?? DEFAULT_PREFIXES,
  };
}
