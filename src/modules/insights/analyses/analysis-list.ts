import type { AnalysisDefinition } from './analysis.ts';
import { cashRecords } from './sheets/cash-records.ts';
import { classCollection } from './sheets/class-collection.ts';
import { mobileStops } from './sheets/mobile-stops.ts';
import { openingVisits } from './sheets/opening-visits.ts';
import { overdueRecovery } from './sheets/overdue-recovery.ts';
import { programFunnel } from './sheets/program-funnel.ts';
import { queuePurchases } from './sheets/queue-purchases.ts';
import { staffActivity } from './sheets/staff-activity.ts';

/** All analyses, in the order in which they are listed. */
export const ANALYSES: readonly AnalysisDefinition[] = [
  openingVisits,
  queuePurchases,
  classCollection,
  overdueRecovery,
  programFunnel,
  mobileStops,
  cashRecords,
  staffActivity,
];
