import { isRoomHeld } from '#modules/ground/libraries';
import { programErrors } from '../errors.ts';

/**
 * Writes what takes rooms of the library: a session, or a programme that is published. Refuses `programs.room_taken` where a class meets in that room
 * then, or somebody has reserved it. Programmes among themselves share rooms as those who plan them want.
 */
export async function takingRooms<T>(room: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isRoomHeld(error)) throw error;
    throw programErrors.roomTaken({ room }, room === '' ? {} : { room: 'taken' });
  }
}
