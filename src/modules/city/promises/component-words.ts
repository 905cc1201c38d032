import { m } from '#i18n/messages';
import type { Component } from './client.ts';

/** What each of the fourteen components is called, in UU 25/2009 art. 21. */
export const COMPONENT_NAMES: Record<Component, typeof m.promises_part_legal_basis> = {
  legal_basis: m.promises_part_legal_basis,
  requirements: m.promises_part_requirements,
  procedure: m.promises_part_procedure,
  time: m.promises_part_time,
  cost: m.promises_part_cost,
  product: m.promises_part_product,
  facilities: m.promises_part_facilities,
  competence: m.promises_part_competence,
  supervision: m.promises_part_supervision,
  complaints: m.promises_part_complaints,
  staff_number: m.promises_part_staff_number,
  service_guarantee: m.promises_part_service_guarantee,
  safety_guarantee: m.promises_part_safety_guarantee,
  evaluation: m.promises_part_evaluation,
};
