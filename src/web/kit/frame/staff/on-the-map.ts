import { places } from '#contributed/places';
import { STAFF_TABS, type StaffPlace } from '#platform/places';

/** The places of staff in the order of the map. */
export const onTheMap: readonly StaffPlace[] = STAFF_TABS.flatMap((at) => places.filter((place) => place.at === at));
