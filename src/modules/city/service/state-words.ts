import { m } from '#i18n/messages';
import type { TicketState } from './rules/states.ts';

const STATES: Record<TicketState, () => string> = {
  new: m.service_state_new,
  open: m.service_state_open,
  waiting_patron: m.service_state_waiting_patron,
  resolved: m.service_state_resolved,
  closed: m.service_state_closed,
};

/** How a ticket stands, in words. */
export const stateName = (state: TicketState): string => STATES[state]();
