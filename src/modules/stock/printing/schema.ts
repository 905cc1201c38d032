import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { ALL_LINES } from './lines.ts';
import { AGES, BANDS, PRINT_KINDS } from './rules/layout.ts';
import { overrun, perSheet } from './rules/sheet.ts';

/** So many labels in one batch: twenty sheets of 24. */
export const MAX_LABELS = 480;
/** Cards carry photos: ten sheets. */
export const MAX_CARDS = 100;

const mm = (max: number, min = 0) => z.number().min(min).max(max);
export const sheetInput = z
  .object({
    width: mm(450, 20),
    height: mm(450, 20),
    columns: z.number().int().min(1).max(20),
    rows: z.number().int().min(1).max(40),
    labelWidth: mm(450, 10),
    labelHeight: mm(450, 8),
    marginLeft: mm(200),
    marginTop: mm(200),
    gapX: mm(100),
    gapY: mm(100),
  })
  .superRefine((sheet, check) => {
    for (const way of overrun(sheet)) {
      const path = way === 'width' ? ['labelWidth'] : ['labelHeight'];
      check.addIssue({ code: 'custom', message: way === 'width' ? 'sheet_too_wide' : 'sheet_too_high', path });
    }
  });

const colour = z.string().regex(/^#[\da-f]{6}$/i, 'colour');
export const layoutInput = z.object({
  sheet: sheetInput,
  fontSize: z.number().min(4).max(120),
  lines: z.array(z.enum(ALL_LINES)).max(10),
  border: z.boolean(),
  band: z.enum(BANDS),
  classColours: z.array(colour).length(10),
  ageColours: z.array(colour).length(AGES.length),
});

const code = z.string().trim().min(1).max(200);
export const batchInput = z.object({
  kind: z.enum(PRINT_KINDS),
  /** Barcodes, or addresses of their short links; members' numbers; codes of links: by kind. Empty = by what follows. */
  codes: z.array(code).max(MAX_LABELS).default([]),
  /** Copies acquired, or members who joined, from this day on … */
  from: day.nullish(),
  /** … to this one, both included. */
  to: day.nullish(),
  /** Copies from this call number on … */
  shelfFrom: z.string().trim().max(60).nullish(),
  /** … to this one. */
  shelfTo: z.string().trim().max(60).nullish(),
  /** Leaves out what a batch that came out right has printed already. */
  unprinted: z.boolean().default(false),
  /** The first label to use on the first sheet, from 1. */
  startAt: z.number().int().min(1).default(1),
});
export type BatchInput = z.input<typeof batchInput>;

export const startFits = (startAt: number, sheet: { columns: number; rows: number }): boolean =>
  startAt <= perSheet(sheet);
