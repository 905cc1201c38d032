/** What of a ticket says whether somebody is to be warned. */
export interface Alarmed {
  firstAnsweredAt: Date | null;
  resolvedAt: Date | null;
  firstWarnAt: Date | null;
  firstDueAt: Date | null;
  solveWarnAt: Date | null;
  solveDueAt: Date | null;
  firstWarnedAt: Date | null;
  firstEscalatedAt: Date | null;
  solveWarnedAt: Date | null;
  solveEscalatedAt: Date | null;
}

export type Alarm = 'firstWarnedAt' | 'firstEscalatedAt' | 'solveWarnedAt' | 'solveEscalatedAt';

const isPast = (at: Date | null, now: Date): boolean => at !== null && at <= now;

/**
 * What it is time for: a warning when three quarters of a promise are used, an escalation when it is broken. Each once; who is told of the broken promise is not
 * warned of it as well.
 * @returns which are to be noted, and whether staff are told of a warning, an escalation or nothing
 */
export function alarmsOf(ticket: Alarmed, now: Date): { noted: Alarm[]; tells: 'warned' | 'escalated' | null } {
  const noted: Alarm[] = [];
  if (ticket.firstAnsweredAt === null && ticket.resolvedAt === null) {
    if (ticket.firstWarnedAt === null && isPast(ticket.firstWarnAt, now)) noted.push('firstWarnedAt');
    if (ticket.firstEscalatedAt === null && isPast(ticket.firstDueAt, now)) noted.push('firstEscalatedAt');
  }
  if (ticket.resolvedAt === null) {
    if (ticket.solveWarnedAt === null && isPast(ticket.solveWarnAt, now)) noted.push('solveWarnedAt');
    if (ticket.solveEscalatedAt === null && isPast(ticket.solveDueAt, now)) noted.push('solveEscalatedAt');
  }
  const isBroken = noted.some((one) => one.endsWith('EscalatedAt'));
  return { noted, tells: isBroken ? 'escalated' : noted.length > 0 ? 'warned' : null };
}
