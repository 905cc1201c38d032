import { violatedExclusion } from '#platform/database/db';

export { selectRoomHolds as roomHolds } from './data/spaces.queries.ts';

/**
 * Whether something was refused because another kind of thing holds that room of the library at that time: meetings of classes, sessions of programmes
 * and reservations hold rooms together, in `space_hold`.
 */
export const isRoomHeld = (error: unknown): boolean => violatedExclusion(error) === 'space_held_once';
